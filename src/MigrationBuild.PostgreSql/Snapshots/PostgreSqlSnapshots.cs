using System.Globalization;
using MigrationBuild.Deployment;
using MigrationBuild.Drivers;
using MigrationBuild.Faults;
using Npgsql;

namespace MigrationBuild.PostgreSql.Snapshots;

/// <summary>
/// Restorable copies of one database. A restore never touches it: the copy is put together beside it, compared, and takes its name in
/// one transaction; what stood there is kept under another name. Whatever fails before leaves it as it is, and whatever this
/// process leaves behind when it is killed is removed by the next restore.
/// </summary>
public sealed class PostgreSqlSnapshots
{
    internal const string SizeSql = "SELECT pg_database_size(current_database())::text";

    private const int MaxAttempts = 5;

    private readonly ServerAccess _server;
    private readonly PostgreSqlSnapshotOptions _options;
    private readonly OtherSessions _others;

    /// <param name="connectionString">Leads to the database itself, and not through a pooler; passwords go on by environment only.</param>
    public PostgreSqlSnapshots(string connectionString, PostgreSqlSnapshotOptions? options = null)
    {
        _options = options ?? new PostgreSqlSnapshotOptions();
        _server = new ServerAccess(connectionString, _options.MaintenanceDatabase);
        _others = new OtherSessions(_server, _options);
    }

    /// <summary>Bytes that a snapshot will take, roughly: a dump has no indexes, but writes values as text.</summary>
    public Task<long> EstimateAsync(CancellationToken cancellationToken) => AskAsync(async () =>
    {
        await using var connection = await _server.OpenAsync(_server.Database, cancellationToken);
        return long.Parse((await connection.ValueAsync(SizeSql, cancellationToken))!, CultureInfo.InvariantCulture);
    });

    /// <summary>Writes a new file, all of it or nothing: a dump proven readable, or the name of a template copy.</summary>
    /// <exception cref="EngineException">It could not be made; nothing is left of it.</exception>
    public Task WriteAsync(string file, IProgress<double>? progress, CancellationToken cancellationToken) => AskAsync(async () =>
    {
        var partial = file + ".partial";
        try
        {
            if (_options.Method == SnapshotMethod.Template)
                await WriteTemplateAsync(partial, cancellationToken);
            else
                await WriteDumpAsync(partial, progress, cancellationToken);
            FaultPoint.Reach("postgresql.snapshot.made");
            File.Move(partial, file);
            FaultPoint.Reach("postgresql.snapshot.renamed");
            return true;
        }
        catch when (File.Exists(partial))
        {
            await TryDeleteAsync(partial);
            throw;
        }
        finally
        {
            File.Delete(partial);
        }
    });

    /// <summary>Puts the content of a snapshot in the place of the database. The snapshot stays, and restores as often as wanted.</summary>
    /// <exception cref="EngineException">It could not be done; the database is as it was.</exception>
    public Task<RestoredDatabase> RestoreAsync(string file, IProgress<double>? progress, CancellationToken cancellationToken) => AskAsync(async () =>
    {
        await using var maintenance = await _server.OpenMaintenanceAsync(cancellationToken);
        var copies = new DatabaseCopies(maintenance, _server.Database);
        await copies.RequireRightsAsync(cancellationToken);
        await _others.RequireNoneAsync(maintenance, _server.Database, cancellationToken);
        await copies.DropUnclaimedAsync(cancellationToken);
        var names = new CopyNames(_server.Database);
        return TemplateFile.Is(file)
            ? await RestoreTemplateAsync(maintenance, copies, names, TemplateFile.Read(file), cancellationToken)
            : await RestoreUninterruptedAsync(() => RestoreDumpAsync(maintenance, copies, names, file, progress, cancellationToken), cancellationToken);
    });

    /// <summary>Drops the database that a template snapshot consists of. To be called before its file is deleted; does nothing for a dump.</summary>
    /// <returns>False where it is the copy of another database: nothing was dropped.</returns>
    public Task<bool> DeleteAsync(string file, CancellationToken cancellationToken) => AskAsync(async () =>
    {
        // A file that was not written to its end names no copy yet: that gets its name afterwards.
        if (!TemplateFile.Is(file) || TemplateFile.TryRead(file) is not { } template)
            return true;
        if (template.Source != _server.Database)
            return false;
        await using var maintenance = await _server.OpenMaintenanceAsync(cancellationToken);
        var copies = new DatabaseCopies(maintenance, _server.Database);
        if (await copies.OidAsync(template.Database, cancellationToken) == template.Oid && CopyNames.IsSnapshotOf(template.Database, template.Source))
            await copies.DropAsync(template.Database, cancellationToken);
        return true;
    });

    // After a failure, which is the one to report.
    private async Task TryDeleteAsync(string file)
    {
        try
        {
            await DeleteAsync(file, CancellationToken.None);
        }
        catch (EngineException)
        {
            // The server is gone, or somebody took the right away.
        }
    }

    /// <summary>Drops what a restore replaced, once it is sure that it is not needed.</summary>
    public Task DropPreviousAsync(RestoredDatabase restored, CancellationToken cancellationToken) => AskAsync(async () =>
    {
        await using var maintenance = await _server.OpenMaintenanceAsync(cancellationToken);
        await new DatabaseCopies(maintenance, _server.Database).DropAsync(restored.Previous, cancellationToken);
        return true;
    });

    /// <summary>Drops what processes that were killed have left beside the database. To be called under the deployment lock, on what is known to work.</summary>
    public Task DropLeftoversAsync(CancellationToken cancellationToken) => AskAsync(async () =>
    {
        await using var maintenance = await _server.OpenMaintenanceAsync(cancellationToken);
        await new DatabaseCopies(maintenance, _server.Database).DropUnclaimedAsync(cancellationToken);
        return true;
    });

    private async Task WriteDumpAsync(string file, IProgress<double>? progress, CancellationToken cancellationToken)
    {
        await using var connection = await _server.OpenAsync(_server.Database, cancellationToken);
        await DumpFile.WriteAsync(connection, _server, _options, file, progress, cancellationToken);
    }

    private async Task WriteTemplateAsync(string file, CancellationToken cancellationToken)
    {
        await using var maintenance = await _server.OpenMaintenanceAsync(cancellationToken);
        var copies = new DatabaseCopies(maintenance, _server.Database);
        await copies.RequireRightsAsync(cancellationToken);
        await _others.RequireNoneAsync(maintenance, _server.Database, cancellationToken);
        await copies.DropUnclaimedAsync(cancellationToken);
        var names = new CopyNames(_server.Database);
        var properties = await DatabaseProperties.ReadAsync(maintenance, _server.Database, cancellationToken);
        var create = properties.CreateCopySql(names.BeingMade, _server.Database, maintenance.PostgreSqlVersion.Major, CopyNames.Mark(names.BeingMade, _server.Database));
        await copies.ClaimAsync(names.BeingMade, cancellationToken);
        await OrDropAsync(copies, names.BeingMade, async () =>
        {
            FaultPoint.Reach("postgresql.template.claimed");
            await _others.RunAloneAsync(maintenance, _server.Database, token => maintenance.RunAsync(create, token), cancellationToken);
            FaultPoint.Reach("postgresql.template.copied");
            await properties.ApplyAsync(maintenance, names.BeingMade, cancellationToken);
            FaultPoint.Reach("postgresql.template.properties");
            var state = _options.ReadState is null ? null : await ReadAsync(names.BeingMade, _options.ReadState, cancellationToken);
            new TemplateFile(names.Kept, (await copies.OidAsync(names.BeingMade, cancellationToken))!.Value, _server.Database, state).Write(file);
            FaultPoint.Reach("postgresql.template.described");
            await copies.KeepAsync(names.BeingMade, names.Kept, properties);
            FaultPoint.Reach("postgresql.template.kept");
            return true;
        });
    }

    // A restore that nobody can cancel is the way back of a failed run: a signal that meets pg_restore must not cut it off either.
    private static async Task<RestoredDatabase> RestoreUninterruptedAsync(Func<Task<RestoredDatabase>> restore, CancellationToken cancellationToken)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return await restore();
            }
            catch (ProgramStoppedException) when (!cancellationToken.CanBeCanceled && attempt < MaxAttempts)
            {
                // Nothing is left of the attempt but the snapshot, which is read again.
            }
        }
    }

    private async Task<RestoredDatabase> RestoreDumpAsync(
        NpgsqlConnection maintenance, DatabaseCopies copies, CopyNames names, string file, IProgress<double>? progress, CancellationToken cancellationToken)
    {
        var properties = await DatabaseProperties.ReadAsync(maintenance, _server.Database, cancellationToken);
        await copies.ClaimAsync(names.BeingMade, cancellationToken);
        return await OrDropAsync(copies, names.BeingMade, async () =>
        {
            FaultPoint.Reach("postgresql.restore.claimed");
            await maintenance.RunAsync(properties.CreateEmptySql(names.BeingMade, CopyNames.Mark(names.BeingMade, _server.Database)), cancellationToken);
            FaultPoint.Reach("postgresql.restore.database-made");
            await DumpFile.RestoreAsync(maintenance, _server, file, names.BeingMade, progress, cancellationToken);
            FaultPoint.Reach("postgresql.restore.filled");
            await properties.ApplyAsync(maintenance, names.BeingMade, cancellationToken);
            FaultPoint.Reach("postgresql.restore.properties");
            await CheckAsync(names.BeingMade, _options.Expected, cancellationToken);
            FaultPoint.Reach("postgresql.restore.checked");
            // A dump leaves out the statistics, without which the first queries crawl.
            await AnalyzeAsync(names.BeingMade, cancellationToken);
            FaultPoint.Reach("postgresql.restore.analysed");
            progress?.Report(1);
            return await SwapAsync(maintenance, copies, names, properties, cancellationToken);
        });
    }

    private async Task<RestoredDatabase> RestoreTemplateAsync(
        NpgsqlConnection maintenance, DatabaseCopies copies, CopyNames names, TemplateFile template, CancellationToken cancellationToken)
    {
        if (template.Source != _server.Database || !CopyNames.IsSnapshotOf(template.Database, template.Source))
            throw new EngineException($"it is a snapshot of '{template.Source}', not of '{_server.Database}'", null);
        if (await copies.OidAsync(template.Database, cancellationToken) != template.Oid)
            throw new EngineException($"its copy '{template.Database}' is not on this server any more: somebody dropped it", PostgresErrorCodes.InvalidCatalogName);
        var properties = await DatabaseProperties.ReadAsync(maintenance, template.Database, cancellationToken);
        var create = properties.CreateCopySql(names.BeingMade, template.Database, maintenance.PostgreSqlVersion.Major, CopyNames.Mark(names.BeingMade, _server.Database));
        await copies.ClaimAsync(names.BeingMade, cancellationToken);
        return await OrDropAsync(copies, names.BeingMade, async () =>
        {
            FaultPoint.Reach("postgresql.restore.claimed");
            await maintenance.RunAsync(create, cancellationToken);
            FaultPoint.Reach("postgresql.restore.database-made");
            await properties.ApplyAsync(maintenance, names.BeingMade, cancellationToken);
            FaultPoint.Reach("postgresql.restore.properties");
            await CheckAsync(names.BeingMade, _options.Expected ?? template.State, cancellationToken);
            FaultPoint.Reach("postgresql.restore.checked");
            return await SwapAsync(maintenance, copies, names, properties, cancellationToken);
        });
    }

    /// <summary>Compares the copy with what it must be.</summary>
    private async Task CheckAsync(string copy, DatabaseState? expected, CancellationToken cancellationToken)
    {
        if (expected is null || _options.ReadState is not { } read)
            return;
        var differences = (await ReadAsync(copy, read, cancellationToken)).DifferencesFrom(expected);
        if (differences.Count > 0)
            throw new EngineException($"the restored copy is not what was there when the snapshot was made: {string.Join(", ", differences)}", null);
    }

    private async Task<DatabaseState> ReadAsync(string copy, Func<NpgsqlConnection, CancellationToken, Task<DatabaseState>> read, CancellationToken cancellationToken)
    {
        await using var connection = await _server.OpenAsync(copy, cancellationToken);
        return await read(connection, cancellationToken);
    }

    private async Task AnalyzeAsync(string copy, CancellationToken cancellationToken)
    {
        await using var connection = await _server.OpenAsync(copy, cancellationToken);
        await connection.RunAsync("ANALYZE", cancellationToken);
    }

    private async Task<RestoredDatabase> SwapAsync(
        NpgsqlConnection maintenance, DatabaseCopies copies, CopyNames names, DatabaseProperties properties, CancellationToken cancellationToken)
    {
        var oid = await copies.OidAsync(names.BeingMade, cancellationToken);
        try
        {
            await _others.RunAloneAsync(
                maintenance, _server.Database, _ => copies.SwapAsync(names.BeingMade, names.Replaced, properties, _options.RequireUnchanged), cancellationToken);
        }
        catch (NpgsqlException e) when (e is not PostgresException)
        {
            // A connection that broke at COMMIT does not tell whether it was committed; the names do.
            if (await AskForOidAsync(e) != oid)
                throw;
        }
        return new RestoredDatabase(_server.Database, names.Replaced);
    }

    private async Task<uint?> AskForOidAsync(NpgsqlException broken)
    {
        try
        {
            await using var again = await _server.OpenMaintenanceAsync(CancellationToken.None);
            return await new DatabaseCopies(again, _server.Database).OidAsync(_server.Database, CancellationToken.None);
        }
        catch (NpgsqlException e)
        {
            throw new EngineException($"the connection broke while the copy took the place of '{_server.Database}' ({broken.Message}), and the server does not say what became of it ({e.Message})", null, e)
            {
                Trouble = EngineTrouble.Unknown,
            };
        }
    }

    private static async Task<T> OrDropAsync<T>(DatabaseCopies copies, string name, Func<Task<T>> make)
    {
        try
        {
            return await make();
        }
        catch
        {
            await copies.TryDropAsync(name);
            throw;
        }
    }

    private static async Task<T> AskAsync<T>(Func<Task<T>> work)
    {
        try
        {
            return await work();
        }
        catch (PostgresException e)
        {
            throw new EngineException(e.Detail is null ? e.MessageText : $"{e.MessageText} ({e.Detail})", e.SqlState, e)
            {
                Trouble = e.SqlState == PostgresErrorCodes.ObjectInUse ? EngineTrouble.Busy : EngineTrouble.Other,
            };
        }
        catch (NpgsqlException e)
        {
            throw new EngineException(e.Message, null, e);
        }
    }
}
