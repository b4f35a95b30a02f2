using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Schema;
using System.Text.Json.Serialization.Metadata;
using Microsoft.AspNetCore.Http;
using SequenceLogging.Reporting.Exports;

namespace SequenceLogging.AspNetCore.Api;

/// <summary>
/// The API's own document, OpenAPI 3.1: made from the same table that answers, so that it tells of nothing else. Shapes are those of
/// the serializers.
/// </summary>
internal static class ApiDocument
{
    public const string Path = "openapi.json";

    /// <summary>Where the document itself is, for the document.</summary>
    public static ApiResource Resource { get; } = ApiResource.Described(Path, "This document.", typeof(JsonObject));

    /// <param name="title">What the dashboard is called.</param>
    /// <param name="resources">All addresses.</param>
    public static ApiAnswer Write(string title, IReadOnlyList<ApiResource> resources)
    {
        var schemas = new Dictionary<string, JsonNode>(StringComparer.Ordinal);
        var paths = new JsonObject();
        foreach (var resource in resources)
        {
            paths[$"/{resource.Path}"] = new JsonObject { [resource.Method.ToLowerInvariant()] = Operation(resource, schemas) };
        }

        var problem = SchemaOf(typeof(ProblemAnswer), schemas);
        var document = new JsonObject
        {
            ["openapi"] = "3.1.0",
            ["info"] = new JsonObject
            {
                ["title"] = title,
                ["version"] = "1",
                ["description"] = "What is asked for, and how it is told, is the same as with the command line seqlog. Times are UTC. Lists are "
                    + "newest first; the header Link leads to the next page. Errors are problem details (RFC 9457).",
            },
            ["servers"] = new JsonArray(new JsonObject { ["url"] = "." }),
            ["paths"] = paths,
            ["components"] = new JsonObject
            {
                ["responses"] = new JsonObject
                {
                    ["Problem"] = new JsonObject
                    {
                        ["description"] = "Why there is no answer.",
                        ["content"] = Content("application/problem+json", problem),
                    },
                },
                ["schemas"] = new JsonObject([.. schemas.OrderBy(s => s.Key, StringComparer.Ordinal).Select(s => KeyValuePair.Create(s.Key, (JsonNode?)s.Value))]),
            },
        };
        return new ApiAnswer(JsonSerializer.SerializeToUtf8Bytes(document, AnswerJson.Readable.JsonObject), "application/json");
    }

    private static JsonObject Operation(ApiResource resource, Dictionary<string, JsonNode> schemas)
    {
        var operation = new JsonObject
        {
            ["operationId"] = OperationId(resource),
            ["summary"] = resource.Summary,
            ["parameters"] = new JsonArray([.. resource.Parameters.Select(Parameter)]),
        };
        if (resource.Body is { } body)
        {
            operation["requestBody"] = new JsonObject { ["required"] = true, ["content"] = Content("application/json", SchemaOf(body, schemas)) };
        }

        operation["responses"] = new JsonObject
        {
            ["200"] = new JsonObject { ["description"] = resource.Summary, ["content"] = Content(resource.MediaType, SchemaOf(resource.Answer, schemas)) },
            ["304"] = new JsonObject { ["description"] = "Nothing has changed since the answer with this ETag." },
            ["default"] = new JsonObject { ["$ref"] = "#/components/responses/Problem" },
        };
        return operation;
    }

    private static JsonObject Parameter(ApiParameter parameter)
    {
        var schema = new JsonObject { ["type"] = parameter.SchemaType };
        if (parameter.Words is { } words)
        {
            schema["enum"] = new JsonArray([.. words.Select(w => (JsonNode)w)]);
        }

        var described = new JsonObject
        {
            ["name"] = parameter.Name,
            ["in"] = parameter.IsInPath ? "path" : "query",
            ["required"] = parameter.IsRequired,
            ["description"] = parameter.Description,
            ["schema"] = schema,
        };
        if (parameter.Example is { } example)
        {
            described["example"] = example;
        }

        return described;
    }

    private static JsonObject Content(string type, JsonNode schema) => new() { [type] = new JsonObject { ["schema"] = schema } };

    /// <summary>A reference to the shape of a type, which is added where it is not there yet.</summary>
    private static JsonObject SchemaOf(Type type, Dictionary<string, JsonNode> schemas)
    {
        if (type == typeof(JsonObject))
        {
            return new JsonObject { ["type"] = "object" };
        }

        if (type.IsGenericType)
        {
            return new JsonObject { ["type"] = "array", ["items"] = SchemaOf(type.GetGenericArguments()[0], schemas) };
        }

        if (schemas.TryAdd(type.Name, new JsonObject()))
        {
            var shape = TypeInfo(type).GetJsonSchemaAsNode();
            Rebase(shape, type.Name);
            schemas[type.Name] = shape;
        }

        return new JsonObject { ["$ref"] = $"#/components/schemas/{type.Name}" };
    }

    /// <summary>A shape that is named twice points to its first place, from its own root; here the root is another one.</summary>
    private static void Rebase(JsonNode? node, string name)
    {
        if (node is JsonArray items)
        {
            foreach (var item in items)
            {
                Rebase(item, name);
            }
        }

        if (node is not JsonObject members)
        {
            return;
        }

        if (members["$ref"] is JsonValue pointer && pointer.TryGetValue<string>(out var text))
        {
            members["$ref"] = $"#/components/schemas/{name}{text.TrimStart('#')}";
        }

        foreach (var (_, member) in members.ToList())
        {
            Rebase(member, name);
        }
    }

    private static JsonTypeInfo TypeInfo(Type type) =>
        AnswerJson.Readable.GetTypeInfo(type) ?? JourneyJson.OnOneLine.GetTypeInfo(type)
        ?? throw new InvalidOperationException($"There is no serializer of {type}. Name it in {nameof(AnswerJson)}.");

    private static string OperationId(ApiResource resource) =>
        (resource.Method == HttpMethods.Get ? "get" : "post")
        + string.Concat(resource.Path.Split(['/', '{', '}', '.'], StringSplitOptions.RemoveEmptyEntries).Select(p => char.ToUpperInvariant(p[0]) + p[1..]));
}
