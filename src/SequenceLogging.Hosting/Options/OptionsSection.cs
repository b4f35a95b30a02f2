using System.Globalization;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Options;
using SequenceLogging.Delivery;
using SequenceLogging.Settings;

namespace SequenceLogging.Hosting.Options;

/// <summary>
/// A configuration section that holds the scalar options. It is read strictly, unlike the framework's binder: what is not
/// known or cannot be read is told instead of passed over.
/// </summary>
internal sealed class OptionsSection(IConfigurationSection section) : IConfigureOptions<SequenceLogOptions>
{
    private static readonly Setting[] Settings =
    [
        Text(nameof(SequenceLogOptions.Store), (o, v) => o.Store = v),
        Flag(nameof(SequenceLogOptions.UseJournal), (o, v) => o.UseJournal = v),
        Text(nameof(SequenceLogOptions.JournalPath), (o, v) => o.JournalPath = v),
        Number<int>(nameof(SequenceLogOptions.BatchSize), (o, v) => o.BatchSize = v),
        Time(nameof(SequenceLogOptions.BatchDelay), (o, v) => o.BatchDelay = v),
        Number<long>(nameof(SequenceLogOptions.QueueBytes), (o, v) => o.QueueBytes = v),
        Number<long>(nameof(SequenceLogOptions.QueueRecords), (o, v) => o.QueueRecords = v),
        Choice<OverflowPolicy>(nameof(SequenceLogOptions.Overflow), (o, v) => o.Overflow = v),
        Time(nameof(SequenceLogOptions.FullWait), (o, v) => o.FullWait = v),
        Time(nameof(SequenceLogOptions.ShutdownTimeout), (o, v) => o.ShutdownTimeout = v),
        Time(nameof(SequenceLogOptions.ReadYourWritesTimeout), (o, v) => o.ReadYourWritesTimeout = v),
        Time(nameof(SequenceLogOptions.AuditTimeout), (o, v) => o.AuditTimeout = v),
        Time(nameof(SequenceLogOptions.IdTimeout), (o, v) => o.IdTimeout = v),
        Flag(nameof(SequenceLogOptions.RequireId), (o, v) => o.RequireId = v),
        Number<int>(nameof(SequenceLogOptions.IdBlockSize), (o, v) => o.IdBlockSize = v),
        Flag(nameof(SequenceLogOptions.PutInBaggage), (o, v) => o.PutInBaggage = v),
        Time(nameof(SequenceLogOptions.RetainFor), (o, v) => o.RetainFor = v),
        Number<long>(nameof(SequenceLogOptions.RetainBytes), (o, v) => o.RetainBytes = v),
        Flag(nameof(SequenceLogOptions.RetainActive), (o, v) => o.RetainActive = v),
    ];

    private static readonly string[] Names = [.. Settings.Select(s => s.Name)];

    public void Configure(SequenceLogOptions options) => _ = Read(options).Count;

    /// <summary>One sentence for each name that is not known and each value that cannot be read.</summary>
    public IEnumerable<string> FindErrors() => [.. SettingNames.Unknown(section, Names), .. Read(new SequenceLogOptions())];

    /// <summary>Puts the section's path before a sentence about one of its settings.</summary>
    public string Locate(string error) =>
        Array.Find(Names, n => error.StartsWith(n + " ", StringComparison.Ordinal)) is { } name && section[name] is not null
            ? $"{section.Path}:{error}"
            : error;

    private List<string> Read(SequenceLogOptions options)
    {
        var errors = new List<string>();
        foreach (var setting in Settings)
        {
            var given = section.GetSection(setting.Name);
            var isGiven = given.Value is not null || given.GetChildren().Any();
            if (isGiven && !setting.TrySet(options, given.Value ?? ""))
            {
                errors.Add($"{SettingNames.Describe(given)}; it must be {setting.Form}.");
            }
        }

        return errors;
    }

    private static Setting Text(string name, Action<SequenceLogOptions, string> set) =>
        Define(name, "a text that is not blank", set, text => string.IsNullOrWhiteSpace(text) ? null : text);

    private static Setting Flag(string name, Action<SequenceLogOptions, bool> set) =>
        Define(name, "true or false", (o, v) => set(o, v!.Value), text =>
            bool.TryParse(text, out var value) ? value : (bool?)null);

    private static Setting Number<T>(string name, Action<SequenceLogOptions, T> set)
        where T : struct, IParsable<T> =>
        Define(name, "a whole number, as 4096", (o, v) => set(o, v!.Value), text =>
            T.TryParse(text, CultureInfo.InvariantCulture, out var value) ? value : (T?)null);

    /// <summary>One of the names of an enumeration; a number is refused, since nobody would know what it says.</summary>
    private static Setting Choice<T>(string name, Action<SequenceLogOptions, T> set)
        where T : struct, Enum =>
        Define(name, $"one of {string.Join(", ", Enum.GetNames<T>())}", (o, v) => set(o, v!.Value), text =>
            Enum.GetNames<T>().Contains(text, StringComparer.OrdinalIgnoreCase) ? Enum.Parse<T>(text, true) : (T?)null);

    /// <summary>A bare number is refused: <see cref="TimeSpan"/> would take it for days.</summary>
    private static Setting Time(string name, Action<SequenceLogOptions, TimeSpan> set) =>
        Define(name, "a time, as 00:00:02.5", (o, v) => set(o, v!.Value), text =>
            text.Contains(':') && TimeSpan.TryParse(text, CultureInfo.InvariantCulture, out var value) ? value : (TimeSpan?)null);

    private static Setting Define<T>(
        string name, string form, Action<SequenceLogOptions, T> set, Func<string, T?> read) =>
        new(name, form, (options, text) =>
        {
            if (read(text) is not { } value)
            {
                return false;
            }

            set(options, value);
            return true;
        });

    private sealed record Setting(string Name, string Form, Func<SequenceLogOptions, string, bool> TrySet);
}
