namespace SequenceLogging.AspNetCore.Api;

/// <summary>Something that a question may say, in its query or its path.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Description">What it means.</param>
internal abstract record ApiParameter(string Name, string Description)
{
    /// <summary>No text of a parameter is longer; what is looked for is shorter.</summary>
    public const int MostCharacters = 1_000;

    /// <summary>What it holds, as JSON Schema names it.</summary>
    public string SchemaType { get; init; } = "string";

    /// <summary>The words that it may be; null for any.</summary>
    public IReadOnlyList<string>? Words { get; init; }

    /// <summary>One that is right.</summary>
    public string? Example { get; init; }

    /// <summary>Whether it is a part of the path.</summary>
    public bool IsInPath { get; init; }

    /// <summary>Whether the question means nothing without it.</summary>
    public bool IsRequired { get; init; }
}

/// <summary>A parameter of a type.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Description">What it means.</param>
/// <param name="Parse">Reads it; a <see cref="FormatException"/> says what is wrong and what to write.</param>
internal sealed record ApiParameter<T>(string Name, string Description, Func<string, T> Parse) : ApiParameter(Name, Description);
