namespace MigrationBuild.Sql.Model;

/// <summary>A part of a script that a finding can point at.</summary>
/// <param name="Offset">Of its first token in the script's text, UTF-16 units.</param>
public abstract record SqlNode(int Offset);
