namespace MigrationBuild.Deployment;

/// <summary>What kinds of history rows there are.</summary>
public static class HistoryActions
{
    /// <summary>Whether a row tells of a run as a whole, and nothing of what is applied.</summary>
    public static bool IsOfRun(this HistoryAction action) => action
        is HistoryAction.Began or HistoryAction.Prepared or HistoryAction.Entered or HistoryAction.GoingBack or HistoryAction.Ended or HistoryAction.Restored;
}
