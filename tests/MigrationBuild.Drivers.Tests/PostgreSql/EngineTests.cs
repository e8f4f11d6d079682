using MigrationBuild.Diagnostics;
using MigrationBuild.PostgreSql;
using MigrationBuild.PostgreSql.Connections;
using MigrationBuild.PostgreSql.Engine;
using MigrationBuild.Scripts;
using MigrationBuild.Sql;

namespace MigrationBuild.Drivers.Tests.PostgreSql;

/// <summary>What needs no server.</summary>
[TestClass]
public sealed class EngineTests
{
    private static readonly PostgreSqlDriver Driver = new();

    [TestMethod]
    [DataRow("PostgreSQL 15.18 (Debian 15.18-0+deb12u1) on x86_64", "PostgreSql", 15)]
    [DataRow("PostgreSQL 18beta1 on x86_64", "PostgreSql", 18)]
    [DataRow("CockroachDB CCL v23.1.11 (x86_64-pc-linux-gnu)", "CockroachDb", 23)]
    [DataRow("PostgreSQL 11.2-YB-2.18.0.0-b0 on x86_64", "YugabyteDb", 11)]
    public void EngineIsKnownByItsVersion(string version, string kind, int major)
    {
        Assert.AreEqual(kind, EngineCapabilities.KindOf(version, false, false).ToString());
        Assert.AreEqual(major, EngineCapabilities.MajorOf(version));
    }

    [TestMethod]
    [DataRow("PostgreSql", 11, true, false, false)]
    [DataRow("PostgreSql", 12, false, false, false)]
    [DataRow("PostgreSql", 13, false, false, true)]
    [DataRow("PostgreSql", 14, false, true, true)]
    [DataRow("PostgreSql", 18, false, true, true)]
    [DataRow("Citus", 16, false, true, true)]
    [DataRow("Aurora", 15, false, true, true)]
    [DataRow("CockroachDb", 23, true, false, true)]
    [DataRow("YugabyteDb", 15, true, false, true)]
    public void CapabilitiesAreATable(string kind, int major, bool refused, bool connectionCheck, bool newXid)
    {
        var capabilities = EngineCapabilities.For(Enum.Parse<EngineKind>(kind), major);
        Assert.AreEqual(refused, capabilities.Refusal is not null);
        Assert.AreEqual(connectionCheck, capabilities.ConnectionCheck);
        Assert.AreEqual(kind is not ("CockroachDb" or "YugabyteDb") && major >= 12, capabilities.TcpUserTimeout);
        Assert.AreEqual(newXid, capabilities.XidFunction.Contains("pg_current_xact_id"));
        Assert.AreEqual(kind is not ("CockroachDb" or "YugabyteDb"), capabilities is { DdlIsTransactional: true, SessionLocks: true });
    }

    [TestMethod]
    [DataRow("Host=db.example;Database=shop;Username=ann;Password=s3cret", "db.example:5432/shop user ann", "VerifyFull", true)]
    [DataRow("Host=db.example;Database=shop;Username=ann;SSL Mode=Require", "db.example:5432/shop user ann", "Require", false)]
    [DataRow("postgresql://ann:s3cret%40@db.example:6543/shop?application_name=x", "db.example:6543/shop user ann", "VerifyFull", true)]
    [DataRow("postgres://ann@db.example/shop?sslmode=verify-ca", "db.example:5432/shop user ann", "VerifyCA", false)]
    [DataRow("postgresql://ann@[::1]:6543/shop", "::1:6543/shop user ann", "Prefer", false)]
    [DataRow("postgresql:///shop?host=/run/postgresql&user=ann", "/run/postgresql/shop user ann", "Prefer", false)]
    [DataRow("Host=localhost;Database=shop;Username=ann", "localhost:5432/shop user ann", "Prefer", false)]
    public void ConnectionStringIsDescribedWithoutItsSecret(string text, string shown, string ssl, bool hasPassword)
    {
        Assert.AreEqual(shown, Driver.Describe(text));
        Assert.AreEqual(ssl, ConnectionText.Parse(text).SslMode.ToString());
        Assert.AreEqual(hasPassword, Driver.HasPassword(text));
    }

    [TestMethod]
    [DataRow("")]
    [DataRow("s3cret")]
    [DataRow("Host=h;Pasword=s3cret")]
    [DataRow("postgresql://u:s3cret@h/d?pasword=s3cret")]
    [DataRow("Host=h;Port=s3cret;Database=d")]
    public void WhatIsNoConnectionStringIsRefusedWithoutRepeatingIt(string text)
    {
        var refused = Assert.ThrowsExactly<MigrationException>(() => Driver.Describe(text));
        Assert.AreEqual("MB6003", refused.Diagnostic.Descriptor.Code);
        Assert.DoesNotContain("s3cret", refused.ToString());
    }

    [TestMethod]
    [DataRow("23505", "Key (email)=(a) is in (b) is duplicated.", "Key (email) = (…) is duplicated")]
    [DataRow("23503", "Key (a, b)=(1, 2) is not present in table \"p\".", "Key (a, b) = (…) is not present in table \"p\"")]
    [DataRow("23502", "Failing row contains (1, ann@example.org).", null)]
    [DataRow("22P02", "Token \"ann\" is invalid.", null)]
    [DataRow("2BP01", "view v depends on table t", "view v depends on table t")]
    public void DetailOfAnErrorTellsNoValues(string code, string detail, string? shown) => Assert.AreEqual(shown, ServerErrors.Detail(code, detail));

    [TestMethod]
    public void LocksAreCountedBeforeTheyRunOut()
    {
        var script = new MigrationScript { File = "f", Text = "CREATE TABLE t (id int PRIMARY KEY); CREATE INDEX i ON t (id); INSERT INTO t VALUES (1);", Hash = "" };
        Assert.AreEqual(9, LockEstimate.Of(script.Text, PostgreSqlDialect.Instance));
        Assert.AreEqual(24, LockEstimate.Of("DROP TABLE t, u;", PostgreSqlDialect.Instance));
        CollectionAssert.AreEqual(new[] { 355, 355, 290 }, TransactionParts.Of([.. Enumerable.Repeat(script, 1000)], PostgreSqlDialect.Instance, 6400).Sizes.ToArray());
        CollectionAssert.AreEqual(new[] { 300 }, TransactionParts.Of([.. Enumerable.Repeat(script, 300)], PostgreSqlDialect.Instance, 6400).Sizes.ToArray());
        CollectionAssert.AreEqual(new[] { 1, 1 }, TransactionParts.Of([script, script], PostgreSqlDialect.Instance, 10).Sizes.ToArray(), "one that is too large goes alone");
    }
}
