namespace SequenceLogging.Storage;

/// <summary>A step name together with the component that makes it; a store keeps one row for each.</summary>
/// <param name="Id">The store's number for it.</param>
/// <param name="Component">The component; empty for none.</param>
/// <param name="StepName">The step's name.</param>
public sealed record StepKind(int Id, string Component, string StepName);
