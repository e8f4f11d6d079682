using MigrationBuild.Sql.Recognition;

namespace MigrationBuild.Sql.PostgreSql;

/// <summary>String literals.</summary>
internal static class Literals
{
    /// <summary>The content of the string that comes next, doubled quotes made one; null, and nothing read, where none does.</summary>
    public static string? TryRead(TokenReader reader)
    {
        if (reader.AtEnd || reader.Current.Kind != SqlTokenKind.String || reader.Current.Unterminated)
            return null;
        var token = reader.Current.In(reader.Text);
        reader.Position++;
        if (token[0] == '$')
        {
            var length = token[1..].IndexOf('$') + 2;
            return token[length..^length].ToString();
        }
        return token[(token.IndexOf('\'') + 1)..^1].ToString().Replace("''", "'", StringComparison.Ordinal);
    }
}
