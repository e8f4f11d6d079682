namespace MigrationBuild.Tool.Output;

/// <summary>The forms in which `check` tells its findings.</summary>
internal enum ReportFormat
{
    Text,
    Json,
    Sarif,
    GitHub,
    Azure,
    JUnit,
}
