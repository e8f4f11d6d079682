using System.Text;
using MigrationBuild.Bundles;
using MigrationBuild.Drivers;

namespace MigrationBuild.Deployment;

/// <summary>A plan as SQL text for people who must run it by hand: the same statements and history rows, without snapshot and proof.</summary>
public static class PlanScript
{
    public static string Write(Bundle bundle, Plan plan, IDriver driver, string toolVersion)
    {
        var sql = new StringBuilder();
        if (driver.StopAtErrorSql.Length > 0)
            sql.Append(driver.StopAtErrorSql).Append('\n');
        sql.Append($"-- From {plan.From ?? "base"} to {plan.To ?? "base"}, {plan.Steps.Count} steps, bundle {bundle.Digest}\n");
        sql.Append("-- Made by 'migrationbuild script'. Nothing here makes a snapshot, takes the deployment lock, or checks where the database stands.\n");
        var options = new DeploymentOptions { SnapshotDirectory = "", ToolVersion = toolVersion, Owner = "script" };
        var rows = new RunRows(bundle, options, Guid.NewGuid().ToString("N"));
        var inTransaction = false;
        foreach (var step in plan.Steps)
        {
            if (step.Script.Transactional != inTransaction)
                sql.Append('\n').Append(inTransaction ? driver.CommitSql : driver.BeginSql).Append('\n');
            inTransaction = step.Script.Transactional;
            sql.Append($"\n-- {step}  [{step.Script.File}]\n");
            // As a deployment does it: a step that dies outside a transaction is seen by the next run.
            if (!inTransaction)
                AppendHistory(step, step.Direction == Direction.Up ? HistoryAction.UpStarted : HistoryAction.DownStarted);
            sql.Append(step.Script.Text.TrimEnd('\n', ' ', ';')).Append("\n;\n");
            AppendHistory(step, step.Action);
        }
        if (inTransaction)
            sql.Append('\n').Append(driver.CommitSql).Append('\n');
        return sql.ToString();

        void AppendHistory(Step step, HistoryAction action) =>
            sql.Append(driver.HistorySql(rows.Of(step, action, 0, "run by hand"))).Append('\n');
    }
}
