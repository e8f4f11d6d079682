using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace MigrationBuild.PostgreSql.Locks;

/// <summary>The number of the advisory lock that keeps deployments to one history apart.</summary>
internal static class LockKey
{
    public static long Of(string database, string historySchema) =>
        BinaryPrimitives.ReadInt64BigEndian(SHA256.HashData(Encoding.UTF8.GetBytes($"migrationbuild\n{database}\n{historySchema}")));
}
