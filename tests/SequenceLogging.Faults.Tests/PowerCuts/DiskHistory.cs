using System.Globalization;
using System.Text;

namespace SequenceLogging.Faults.Tests.PowerCuts;

/// <summary>
/// What a process did to the files of a folder, call by call, with what it acknowledged in between. Memory-mapped writes
/// are not in it.
/// </summary>
internal sealed class DiskHistory
{
    private readonly Dictionary<string, DiskFile> _names = [];
    private readonly List<(int Moment, string What)> _acknowledged = [];

    private DiskHistory(string root) => Root = root;

    public string Root { get; }

    /// <summary>The names in the folders, each folder by its path.</summary>
    public Dictionary<string, DiskFile> Folders { get; } = [];

    public int FailedSyncs { get; private set; }

    /// <summary>From which line of the log to which something happened here.</summary>
    public (int First, int Last) Span { get; private set; } = (int.MaxValue, 0);

    public static DiskHistory Read(string log, string root)
    {
        var history = new DiskHistory(root);
        foreach (var call in SystemCall.ReadAll(log).Where(c => c.Result >= 0 || c.Name.EndsWith("sync", StringComparison.Ordinal)))
        {
            history.Add(call);
        }

        return history;
    }

    /// <summary>What had been acknowledged by a moment.</summary>
    public IEnumerable<string> AcknowledgedAt(int moment) =>
        _acknowledged.TakeWhile(a => a.Moment < moment).Select(a => a.What);

    private void Add(SystemCall call)
    {
        switch (call.Name)
        {
            case "write" when call.DescriptorPath is var path && !IsHere(path):
                // The tests' child has its standard output for what it acknowledges.
                var text = Encoding.ASCII.GetString(call.Texts.First());
                _acknowledged.AddRange(text.Split('\n')
                    .Where(line => line.StartsWith("ack ", StringComparison.Ordinal))
                    .Select(line => (call.Started, line[4..])));
                break;
            case "openat" when call.PathAt(0) is var path && IsHere(path) && !_names.ContainsKey(path):
                if (call.Arguments.Contains("O_CREAT", StringComparison.Ordinal))
                {
                    Name(call, path, new DiskFile());
                }

                break;
            case "unlink" when IsHere(call.PathAt(0)):
                Name(call, call.PathAt(0), null);
                break;
            case "rename" when IsHere(call.PathAt(0)):
                var file = _names[call.PathAt(0)];
                Name(call, call.PathAt(0), null);
                Name(call, call.PathAt(1), file);
                break;
            case "pwrite64" when IsHere(call.DescriptorPath):
                Change(call, new Writing(call, call.LastNumber, call.Texts.First()));
                break;
            case "ftruncate" when IsHere(call.DescriptorPath):
                Change(call, new Resizing(call, call.LastNumber));
                break;
            case "fsync" or "fdatasync" when call.DescriptorPath is var path && (IsHere(path) || path == Root):
                AddSync(call, path);
                break;
            case "write" or "pwritev" or "writev" or "renameat" or "renameat2" or "link" or "unlinkat"
                when call.Arguments.Contains(HexOf(Root), StringComparison.Ordinal):
                throw new NotSupportedException($"{call.Name} of a file in {Root} has no model here.");
        }
    }

    private void AddSync(SystemCall call, string path)
    {
        if (_names.TryGetValue(path, out var file))
        {
            file.Syncs.Add(call);
            FailedSyncs += call.Result == 0 ? 0 : 1;
        }
        else
        {
            // SQLite takes no notice when the sync of a folder fails. A file system whose names cannot be written stops as a
            // whole, and so loses none of them later.
            FolderOf(path).Syncs.Add(call with { Result = 0 });
        }

        Extend(call);
    }

    private void Name(SystemCall call, string path, DiskFile? file)
    {
        if (file is null)
        {
            _names.Remove(path);
        }
        else
        {
            _names[path] = file;
        }

        FolderOf(Path.GetDirectoryName(path)!).Changes.Add(new Naming(call, path, file));
        Extend(call);
    }

    private void Change(SystemCall call, DiskChange change)
    {
        // A file that has no name any more is nobody's.
        _names.GetValueOrDefault(call.DescriptorPath)?.Changes.Add(change);
        Extend(call);
    }

    private void Extend(SystemCall call) => Span = (Math.Min(Span.First, call.Started), Math.Max(Span.Last, call.Started));

    private DiskFile FolderOf(string path) =>
        Folders.TryGetValue(path, out var folder) ? folder : Folders[path] = new DiskFile();

    private bool IsHere(string path) => path.StartsWith(Root + "/", StringComparison.Ordinal);

    private static string HexOf(string text) =>
        string.Concat(Encoding.UTF8.GetBytes(text).Select(b => "\\x" + b.ToString("x2", CultureInfo.InvariantCulture)));
}
