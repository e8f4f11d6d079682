namespace MigrationBuild.Drivers;

/// <summary>A statement of a script failed.</summary>
/// <param name="message">The engine's words.</param>
/// <param name="code">The engine's error code, if it gave one.</param>
/// <param name="line">In the script's file, 1-based.</param>
/// <param name="column">In the script's file, 1-based.</param>
/// <param name="statement">The statement's text, cut to a few hundred characters.</param>
/// <param name="reason">What went wrong, as far as the deployment has to tell it apart.</param>
public sealed class ScriptException(
    string message, string? code, int line, int column, string statement, ScriptFailure reason = ScriptFailure.Refused, Exception? inner = null)
    : EngineException(message, code, inner)
{
    public int Line { get; } = line;

    public int Column { get; } = column;

    public string Statement { get; } = statement;

    public ScriptFailure Reason { get; } = reason;
}
