using SequenceLogging.Storage;
using SequenceLogging.StoreContract;

namespace SequenceLogging.LiteDb.Tests.Processes;

/// <summary>
/// A process of its own for tests that need another one, or one to kill. It says line by line what it was acknowledged:
/// <c>begun ID</c>, <c>logged ID</c>.
/// </summary>
internal static class StoreProgram
{
    private static readonly DateTimeOffset At = new(2025, 7, 15, 12, 0, 0, TimeSpan.Zero);

    public static async Task<int> RunAsync(string[] arguments)
    {
        try
        {
            return await DoAsync(arguments);
        }
        catch (SequenceStoreException e)
        {
            await Console.Error.WriteLineAsync(e.Message);
            return 1;
        }
    }

    private static async Task<int> DoAsync(string[] arguments)
    {
        switch (arguments)
        {
            case ["write", var path]:
                await WriteAsync(path);
                return 0;

            // Has the store open until its input ends.
            case ["hold", var path]:
                await using (Open(path))
                {
                    Console.WriteLine("held");
                    await Console.In.ReadToEndAsync();
                }

                return 0;

            // The numbers of docs/litedb.md.
            case ["measure", var folder]:
                await Measurement.RunAsync(folder);
                return 0;

            default:
                await Console.Error.WriteLineAsync("store write PATH | store hold PATH | store measure FOLDER");
                return 2;
        }
    }

    public static ISequenceStore Open(string path)
    {
        var options = new SequenceLogOptions().UseLiteDb(path);
        return options.Provider!.Open(options);
    }

    private static async Task WriteAsync(string path)
    {
        await using var store = Open(path);
        for (var number = 0; ; number++)
        {
            var id = await store.CreateAsync(new NewSequence { CreatedAt = At, UserId = number % 7 });
            Console.WriteLine($"begun {id}");
            await store.AppendAsync(
                new Batch($"{Environment.ProcessId} {number}").Step(id, "One", At).Link(id, ComponentLink.Parse($"a:b:{id}"), At).Step(id, "Two", At));
            Console.WriteLine($"logged {id}");
        }
    }
}
