namespace MigrationBuild.Tool;

/// <summary>Texts that several verbs show.</summary>
internal static class HelpTexts
{
    public const string ExitCodes = """

        Exit codes:
          0  done
          1  failed, and rolled back or nothing was done
          2  the command line makes no sense
          3  status/plan --exit-code: there are steps to run
          4  refused: bundle altered or not trusted, database at an unknown version, script changed, schema changed by hand
          5  another deployment or connection is busy with the database; nothing was changed, try again
          6  failed and NOT rolled back: a person is needed, the message says what to run

        A connection is taken from --connection-file, --connection or the variable MIGRATIONBUILD_CONNECTION, in this order.
        Words and progress go to stderr; reports and --json go to stdout.

        """;
}
