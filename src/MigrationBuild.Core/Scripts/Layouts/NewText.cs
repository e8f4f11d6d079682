namespace MigrationBuild.Scripts.Layouts;

/// <summary>What stands in new scripts: only comments, so that a script left unwritten is found (MB1109).</summary>
internal static class NewText
{
    public static string Up(string head) => head + "-- Write here what takes the database to this version.\n";

    public const string Down = "-- Write here what takes it back, or delete this file and state in the up script: -- migrate:irreversible REASON\n";

    public static string Sections(string head) =>
        head
        + "-- migrate:up\n-- Write here what takes the database to this version.\n"
        + "\n-- migrate:down\n-- Write here what takes it back, or put in place of this section, on the first line: -- migrate:irreversible REASON\n";
}
