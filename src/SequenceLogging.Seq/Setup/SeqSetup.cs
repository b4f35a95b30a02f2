using System.Text.Json.Nodes;

namespace SequenceLogging.Seq.Setup;

/// <summary>
/// Signals, an expression index, a dashboard and alerts for journeys, installed in a Seq server or written as templates for
/// seqcli. Installed again, what is there stays, and what has changed is updated; nothing is there twice.
/// </summary>
public sealed class SeqSetup
{
    private readonly SeqServer _server;
    private readonly TimeProvider _time;
    private readonly IReadOnlyList<Template> _templates;

    /// <summary>The set-up for a server.</summary>
    /// <param name="server">The server; its key needs the permissions Read, Write and Project.</param>
    /// <param name="timeProvider">The clock; null for the system's.</param>
    public SeqSetup(SeqServer server, TimeProvider? timeProvider = null)
        : this(server, timeProvider, TemplateSet.Load())
    {
    }

    internal SeqSetup(SeqServer server, TimeProvider? timeProvider, IReadOnlyList<Template> templates)
    {
        ArgumentNullException.ThrowIfNull(server);
        (_server, _time, _templates) = (server, timeProvider ?? TimeProvider.System, templates);
    }

    /// <summary>
    /// Writes the templates into a folder, for <c>seqcli template import -i FOLDER --merge</c>; the folder is made where it is
    /// not there, and files of the same names are replaced.
    /// </summary>
    /// <param name="folder">The folder.</param>
    /// <returns>The files, with their paths.</returns>
    /// <exception cref="IOException">A file cannot be written.</exception>
    public static IReadOnlyList<string> WriteTemplates(string folder)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(folder);
        Directory.CreateDirectory(folder);
        var files = new List<string>();
        foreach (var template in TemplateSet.Load())
        {
            var path = Path.Combine(folder, template.Name);
            File.WriteAllText(path, template.Source);
            files.Add(path);
        }

        return files;
    }

    /// <summary>Brings the server to what the templates say. What a template does not name (an alert's channels) stays.</summary>
    /// <param name="cancellationToken">Ends it; what was done stays.</param>
    /// <exception cref="SeqException">The server cannot be used, or refuses. It can be installed again.</exception>
    public async Task<IReadOnlyList<SeqSetupItem>> InstallAsync(CancellationToken cancellationToken = default)
    {
        using var http = SeqConnection.Open();
        var api = new SeqApi(_server, http, _time);
        var there = new Dictionary<string, IReadOnlyList<JsonObject>?>();
        var ids = new Dictionary<string, string>();
        var items = new List<SeqSetupItem>();
        foreach (var template in _templates)
        {
            var (kind, wanted) = template.Evaluate(name => ids.GetValueOrDefault(name));
            var group = GroupOf(kind);
            if (!there.TryGetValue(group, out var entities))
            {
                entities = there[group] = await api.ListAsync(group, cancellationToken).ConfigureAwait(false);
            }

            var outcome = SeqSetupOutcome.NotSupported;
            if (entities is not null)
            {
                (outcome, ids[template.Name]) = await PutAsync(api, group, entities, wanted, cancellationToken).ConfigureAwait(false);
            }
            else if (kind == "signal")
            {
                throw new SeqException(
                    SeqFailure.NoSeq, $"{_server} has no signals. Check the URL: it is the one at which people open Seq.");
            }

            items.Add(new SeqSetupItem(kind, TitleOf(wanted), outcome));
        }

        return items;
    }

    private static async Task<(SeqSetupOutcome Outcome, string Id)> PutAsync(
        SeqApi api, string group, IReadOnlyList<JsonObject> there, JsonObject wanted, CancellationToken cancellationToken)
    {
        // Those that somebody owns are theirs.
        var title = TitleOf(wanted);
        var found = there.FirstOrDefault(e => TitleOf(e) == title && e["OwnerId"] is null);
        if (found is null)
        {
            return (SeqSetupOutcome.Created, await api.CreateAsync(group, wanted, cancellationToken).ConfigureAwait(false));
        }

        var id = api.IdOf(found);

        // An index of the same expression is the same index; Seq changes none.
        if (group == "expressionindexes" || Likeness.Covers(found, wanted))
        {
            return (SeqSetupOutcome.Unchanged, id);
        }

        var next = (JsonObject)found.DeepClone();
        foreach (var (name, value) in wanted)
        {
            next[name] = value?.DeepClone();
        }

        await api.ReplaceAsync(group, id, next, cancellationToken).ConfigureAwait(false);
        return (SeqSetupOutcome.Updated, id);
    }

    private static string TitleOf(JsonObject entity) =>
        (entity["Title"] ?? entity["Expression"])?.ToString() ?? "";

    private static string GroupOf(string kind) => kind switch
    {
        "signal" => "signals",
        "dashboard" => "dashboards",
        "alert" => "alerts",
        "expressionindex" => "expressionindexes",
        _ => throw new FormatException($"No set-up has a {kind}."),
    };
}
