namespace MigrationBuild.Deployment.Journal;

/// <summary>What is about to run.</summary>
/// <param name="First">The first step's place in the plan, from 0.</param>
/// <param name="Count">How many steps; one where it is outside a transaction.</param>
/// <param name="SchemaFingerprint">Of the schema before a step outside a transaction, where comparing with it tells whether the step left something; else null.</param>
public sealed record Entry(int First, int Count, string? SchemaFingerprint);
