using static MigrationBuild.Diagnostics.DiagnosticSeverity;

namespace MigrationBuild.Diagnostics;

/// <summary>Every code of MigrationBuild, once. A number is never used again for another meaning.</summary>
public static class Descriptors
{
    // MB10xx: project and configuration
    public static readonly DiagnosticDescriptor UnknownEngine = new("MB1001", "Unknown engine");
    public static readonly DiagnosticDescriptor NoMigrations = new("MB1002", "No migrations");
    public static readonly DiagnosticDescriptor InvalidSetting = new("MB1003", "Invalid setting");
    public static readonly DiagnosticDescriptor UnreadableFile = new("MB1004", "File cannot be read");
    public static readonly DiagnosticDescriptor UnwritableFile = new("MB1005", "File cannot be written");
    public static readonly DiagnosticDescriptor InvalidSeverity = new("MB1020", "Invalid severity setting");
    public static readonly DiagnosticDescriptor NotLowered = new("MB1021", "Severity that cannot be lowered");

    // MB11xx: names, layout, directives, text
    public static readonly DiagnosticDescriptor UnrecognisedName = new("MB1101", "Unrecognised script name");
    public static readonly DiagnosticDescriptor TemplateReferenced = new("MB1102", "Template referenced as a migration");
    public static readonly DiagnosticDescriptor DuplicateVersion = new("MB1103", "Duplicate version");
    public static readonly DiagnosticDescriptor TwinNames = new("MB1104", "Names that differ only by case or leading zeros");
    public static readonly DiagnosticDescriptor MixedLayouts = new("MB1105", "Mixed layouts");
    public static readonly DiagnosticDescriptor MissingUp = new("MB1106", "Missing up script");
    public static readonly DiagnosticDescriptor MissingDown = new("MB1107", "Missing down script");
    public static readonly DiagnosticDescriptor OrphanDown = new("MB1108", "Down script without a migration");
    public static readonly DiagnosticDescriptor EmptyScript = new("MB1109", "Empty script");
    public static readonly DiagnosticDescriptor UnknownDirective = new("MB1110", "Unknown directive");
    public static readonly DiagnosticDescriptor MalformedDirective = new("MB1111", "Malformed directive");
    public static readonly DiagnosticDescriptor ConflictingDirectives = new("MB1112", "Conflicting directives");
    public static readonly DiagnosticDescriptor MisplacedDirective = new("MB1113", "Misplaced directive");
    public static readonly DiagnosticDescriptor InvalidUtf8 = new("MB1114", "Invalid UTF-8");
    public static readonly DiagnosticDescriptor NulCharacter = new("MB1115", "NUL character");
    public static readonly DiagnosticDescriptor BinaryFile = new("MB1116", "Binary file");
    public static readonly DiagnosticDescriptor NamesDiffer = new("MB1117", "Up and down scripts have different names", Warning);
    public static readonly DiagnosticDescriptor ForwardOnly = new("MB1118", "Chain cannot be rolled back", Warning);
    public static readonly DiagnosticDescriptor BadSections = new("MB1119", "Section repeated, or SQL before the first section");
    public static readonly DiagnosticDescriptor NothingOnEngine = new("MB1120", "Migration does nothing on this engine", Warning);

    // MB12xx: chain
    public static readonly DiagnosticDescriptor Gap = new("MB1201", "Gap in the chain");
    public static readonly DiagnosticDescriptor Branch = new("MB1202", "Branch in the chain");
    public static readonly DiagnosticDescriptor UnknownParent = new("MB1203", "Unknown parent");
    public static readonly DiagnosticDescriptor VersionMismatch = new("MB1204", "Version mismatch");
    public static readonly DiagnosticDescriptor MissingRevises = new("MB1205", "Parent not named");
    public static readonly DiagnosticDescriptor Cycle = new("MB1206", "Cycle in the chain");
    public static readonly DiagnosticDescriptor BeyondSupportedVersion = new("MB1207", "Chain beyond the supported version");
    public static readonly DiagnosticDescriptor MixedSchemes = new("MB1208", "Mixed version schemes");

    // MB13xx: lock file
    public static readonly DiagnosticDescriptor ChangedScript = new("MB1301", "Locked script changed");
    public static readonly DiagnosticDescriptor NotLocked = new("MB1302", "Migration missing in the lock file");
    public static readonly DiagnosticDescriptor RemovedMigration = new("MB1303", "Locked migration removed");
    public static readonly DiagnosticDescriptor BadChainHash = new("MB1304", "Wrong chain hash in the lock file");
    public static readonly DiagnosticDescriptor LockConflict = new("MB1305", "Conflict markers in the lock file");
    public static readonly DiagnosticDescriptor MalformedLock = new("MB1306", "Malformed lock file");
    public static readonly DiagnosticDescriptor InsertedBeforeLocked = new("MB1307", "Migration inserted before a locked one");
    public static readonly DiagnosticDescriptor RenamedMigration = new("MB1308", "Locked migration renamed");

    // MB20xx: SQL syntax
    public static readonly DiagnosticDescriptor UnterminatedToken = new("MB2001", "Unterminated string, identifier or comment");
    public static readonly DiagnosticDescriptor TransactionControl = new("MB2002", "Transaction control in a script");
    public static readonly DiagnosticDescriptor PsqlCommand = new("MB2003", "Command of psql in a script");
    public static readonly DiagnosticDescriptor CopyThroughClient = new("MB2004", "COPY through the client");
    public static readonly DiagnosticDescriptor NotInTransaction = new("MB2005", "Statement that cannot run in a transaction");
    public static readonly DiagnosticDescriptor SeveralOutsideTransaction = new("MB2006", "Several statements outside a transaction");
    public static readonly DiagnosticDescriptor SyntaxError = new("MB2011", "Syntax error") { MayBeAllowed = true };
    public static readonly DiagnosticDescriptor NotFirstInBatch = new("MB2012", "Statement not first in its batch");
    public static readonly DiagnosticDescriptor GoInComment = new("MB2013", "GO inside a comment or string", Warning);
    public static readonly DiagnosticDescriptor SqlcmdCommand = new("MB2014", "Command of sqlcmd in a script") { MayBeAllowed = true };
    public static readonly DiagnosticDescriptor MalformedGo = new("MB2015", "GO with something else on its line");

    // MB30xx: hazards on every engine, and the search for hazards itself
    public static readonly DiagnosticDescriptor ReleasedVersionNotSet = new("MB3001", "Released version not set", Warning);
    public static readonly DiagnosticDescriptor UnusedAllow = new("MB3002", "Accepted hazard that is none", Warning);
    public static readonly DiagnosticDescriptor StatementNotUnderstood = new("MB3003", "Statement not understood", Info);
    public static readonly DiagnosticDescriptor DropTable = new("MB3004", "Table dropped", Warning) { MayBeAllowed = true };
    public static readonly DiagnosticDescriptor DropColumn = new("MB3005", "Column dropped", Warning) { MayBeAllowed = true };
    public static readonly DiagnosticDescriptor DropContainer = new("MB3006", "Schema, database or tablespace dropped", Warning) { MayBeAllowed = true };
    public static readonly DiagnosticDescriptor Truncate = new("MB3007", "Table emptied", Warning) { MayBeAllowed = true };
    public static readonly DiagnosticDescriptor NoWhere = new("MB3008", "Whole table updated or deleted", Warning) { MayBeAllowed = true };
    public static readonly DiagnosticDescriptor RenameColumn = new("MB3009", "Column renamed", Warning) { MayBeAllowed = true };
    public static readonly DiagnosticDescriptor RenameTable = new("MB3010", "Table renamed", Warning) { MayBeAllowed = true };
    public static readonly DiagnosticDescriptor NotTakenBack = new("MB3011", "Schema change that the down script leaves", Warning) { MayBeAllowed = true };

    // MB31xx: hazards on PostgreSQL
    public static readonly DiagnosticDescriptor IndexNotConcurrent = new("MB3101", "Index blocks writers while it is made", Warning) { MayBeAllowed = true };
    public static readonly DiagnosticDescriptor DropIndexNotConcurrent = new("MB3102", "Index dropped under a lock of its table", Warning) { MayBeAllowed = true };
    public static readonly DiagnosticDescriptor ReindexNotConcurrent = new("MB3103", "Index made anew under a lock", Warning) { MayBeAllowed = true };
    public static readonly DiagnosticDescriptor ForeignKeyValidated = new("MB3105", "Foreign key checked under a lock", Warning) { MayBeAllowed = true };
    public static readonly DiagnosticDescriptor CheckValidated = new("MB3106", "Check constraint checked under a lock", Warning) { MayBeAllowed = true };
    public static readonly DiagnosticDescriptor ValidatedAtOnce = new("MB3107", "Constraint validated in the step that adds it", Warning) { MayBeAllowed = true };
    public static readonly DiagnosticDescriptor UniqueBuilt = new("MB3108", "Unique constraint built under a lock", Warning) { MayBeAllowed = true };
    public static readonly DiagnosticDescriptor PrimaryKeyBuilt = new("MB3109", "Primary key built under a lock", Warning) { MayBeAllowed = true };
    public static readonly DiagnosticDescriptor ExclusionBuilt = new("MB3110", "Exclusion constraint built under a lock", Warning) { MayBeAllowed = true };
    public static readonly DiagnosticDescriptor SetNotNull = new("MB3111", "NOT NULL checked under a lock", Warning) { MayBeAllowed = true };
    public static readonly DiagnosticDescriptor AddNotNull = new("MB3112", "NOT NULL column without a default", Warning) { MayBeAllowed = true };
    public static readonly DiagnosticDescriptor AddDefault = new("MB3113", "Default writes the table anew", Warning) { MayBeAllowed = true };
    public static readonly DiagnosticDescriptor AddVolatileDefault = new("MB3114", "Volatile default writes the table anew", Warning) { MayBeAllowed = true };
    public static readonly DiagnosticDescriptor AddSerial = new("MB3115", "Serial or identity column writes the table anew", Warning) { MayBeAllowed = true };
    public static readonly DiagnosticDescriptor AddStored = new("MB3116", "Stored generated column writes the table anew", Warning) { MayBeAllowed = true };
    public static readonly DiagnosticDescriptor ChangeType = new("MB3117", "Change of type writes the table anew", Warning) { MayBeAllowed = true };
    public static readonly DiagnosticDescriptor RenameSchema = new("MB3120", "Schema renamed, or table moved to another", Info) { MayBeAllowed = true };
    public static readonly DiagnosticDescriptor RenameEnumValue = new("MB3121", "Enum value renamed", Info) { MayBeAllowed = true };
    public static readonly DiagnosticDescriptor DropNotNull = new("MB3125", "NOT NULL dropped", Warning) { MayBeAllowed = true };
    public static readonly DiagnosticDescriptor DropForeignKey = new("MB3126", "Foreign key dropped", Warning) { MayBeAllowed = true };
    public static readonly DiagnosticDescriptor DropCascade = new("MB3128", "CASCADE drops what is not named", Warning) { MayBeAllowed = true };
    public static readonly DiagnosticDescriptor RowsUnderLock = new("MB3130", "Rows changed under the lock of the same step", Info) { MayBeAllowed = true };
    public static readonly DiagnosticDescriptor WideLock = new("MB3131", "Second table locked in one step", Info) { MayBeAllowed = true, IsOff = true };
    public static readonly DiagnosticDescriptor NoLockTimeout = new("MB3132", "Long wait for a lock", Warning) { MayBeAllowed = true };
    public static readonly DiagnosticDescriptor NoStatementTimeout = new("MB3133", "No limit of the time under a lock", Info) { MayBeAllowed = true, IsOff = true };
    public static readonly DiagnosticDescriptor SeveralAlters = new("MB3134", "Table altered in several statements", Info) { MayBeAllowed = true, IsOff = true };
    public static readonly DiagnosticDescriptor AddEnumValue = new("MB3137", "Enum value added beside other statements", Warning) { MayBeAllowed = true };
    public static readonly DiagnosticDescriptor CreateEnum = new("MB3138", "Enum made", Info) { MayBeAllowed = true, IsOff = true };
    public static readonly DiagnosticDescriptor Json = new("MB3139", "Column of the type json", Info) { MayBeAllowed = true, IsOff = true };
    public static readonly DiagnosticDescriptor DomainValidated = new("MB3140", "Domain constraint checked under a lock", Warning) { MayBeAllowed = true };
    public static readonly DiagnosticDescriptor DetachPartition = new("MB3141", "Partition detached under a lock", Warning) { MayBeAllowed = true };
    public static readonly DiagnosticDescriptor AttachPartition = new("MB3142", "Partition checked under a lock", Warning) { MayBeAllowed = true };
    public static readonly DiagnosticDescriptor RefreshView = new("MB3143", "Materialized view blocked while it is refreshed", Warning) { MayBeAllowed = true };
    public static readonly DiagnosticDescriptor WriteAnew = new("MB3144", "Table written anew by maintenance", Warning) { MayBeAllowed = true };
    public static readonly DiagnosticDescriptor MoveStorage = new("MB3145", "Table moved or logged anew", Warning) { MayBeAllowed = true };
    public static readonly DiagnosticDescriptor TriggerChanged = new("MB3146", "Trigger of a table in use changed", Info) { MayBeAllowed = true, IsOff = true };
    public static readonly DiagnosticDescriptor KeyWithoutIndex = new("MB3147", "Foreign key without an index", Info) { MayBeAllowed = true, IsOff = true };
    public static readonly DiagnosticDescriptor SmallIds = new("MB3148", "Key that runs out of numbers", Info) { MayBeAllowed = true, IsOff = true };
    public static readonly DiagnosticDescriptor ColumnTypes = new("MB3149", "Type with a limit that is changed later", Info) { MayBeAllowed = true, IsOff = true };
    public static readonly DiagnosticDescriptor NameTooLong = new("MB3151", "Name too long", Warning) { MayBeAllowed = true };
    public static readonly DiagnosticDescriptor Unqualified = new("MB3152", "Table without its schema", Info) { MayBeAllowed = true, IsOff = true };
    public static readonly DiagnosticDescriptor NewerServer = new("MB3154", "Newer than the oldest server to run on", Info) { MayBeAllowed = true, IsOff = true };
    public static readonly DiagnosticDescriptor EnumValueNotPlaced = new("MB3155", "Enum value added without a place", Info) { MayBeAllowed = true };
    public static readonly DiagnosticDescriptor DomainWithConstraint = new("MB3156", "Domain made with a constraint", Info) { MayBeAllowed = true };

    // MB32xx: hazards on SQLite
    public static readonly DiagnosticDescriptor SqliteAddNotNull = new("MB3201", "NOT NULL column without a default", Warning) { MayBeAllowed = true };
    public static readonly DiagnosticDescriptor SqliteAddDefault = new("MB3202", "Default that is no constant", Warning) { MayBeAllowed = true };
    public static readonly DiagnosticDescriptor SqliteAddKey = new("MB3203", "Column that SQLite cannot add", Warning) { MayBeAllowed = true };
    public static readonly DiagnosticDescriptor SqliteCascade = new("MB3205", "Dropped table takes the rows of others along", Warning) { MayBeAllowed = true };
    public static readonly DiagnosticDescriptor SqliteLostObjects = new("MB3206", "Table made anew without its indexes or triggers", Warning) { MayBeAllowed = true };
    public static readonly DiagnosticDescriptor SqliteMovedReferences = new("MB3207", "Foreign keys follow a renamed table", Warning) { MayBeAllowed = true };
    public static readonly DiagnosticDescriptor SqliteDropKeyColumn = new("MB3208", "Column that SQLite cannot drop", Warning) { MayBeAllowed = true };
    public static readonly DiagnosticDescriptor SqliteNotNullCopy = new("MB3210", "NOT NULL demanded of copied rows", Warning) { MayBeAllowed = true };
    public static readonly DiagnosticDescriptor SqliteNewerFeature = new("MB3212", "Newer than the oldest SQLite to run on", Warning) { MayBeAllowed = true };
    public static readonly DiagnosticDescriptor SqliteSelectStar = new("MB3214", "Rows copied by the order of columns", Warning) { MayBeAllowed = true };
    public static readonly DiagnosticDescriptor SqliteUnknownFunction = new("MB3216", "Function that SQLite does not have", Warning) { MayBeAllowed = true };
    public static readonly DiagnosticDescriptor SqliteLostColumn = new("MB3217", "Column left out when a table is made anew", Warning) { MayBeAllowed = true };

    // MB33xx: hazards on SQL Server
    public static readonly DiagnosticDescriptor SqlServerAlterColumn = new("MB3301", "Column changed under a lock", Warning) { MayBeAllowed = true };
    public static readonly DiagnosticDescriptor SqlServerAddNotNull = new("MB3302", "NOT NULL column without a default", Warning) { MayBeAllowed = true };
    public static readonly DiagnosticDescriptor SqlServerUnchecked = new("MB3303", "Constraint that is not checked", Warning) { MayBeAllowed = true };
    public static readonly DiagnosticDescriptor SqlServerConstraintBuilt = new("MB3304", "Constraint built or checked under a lock", Warning) { MayBeAllowed = true };
    public static readonly DiagnosticDescriptor SqlServerIndexNotOnline = new("MB3305", "Index blocks writers while it is made", Warning) { MayBeAllowed = true };
    public static readonly DiagnosticDescriptor SqlServerDropDefaulted = new("MB3307", "Dropped column still has its default", Warning) { MayBeAllowed = true };
    public static readonly DiagnosticDescriptor SqlServerNoXactAbort = new("MB3308", "Batch goes on after an error", Warning) { MayBeAllowed = true };
    public static readonly DiagnosticDescriptor SqlServerSessionOption = new("MB3309", "Setting off that indexes need", Info) { MayBeAllowed = true };
    public static readonly DiagnosticDescriptor SqlServerUseDatabase = new("MB3312", "Another database", Warning) { MayBeAllowed = true };
    public static readonly DiagnosticDescriptor SqlServerDeprecatedType = new("MB3314", "Type that is to be removed", Info) { MayBeAllowed = true };
    public static readonly DiagnosticDescriptor SqlServerUnnamedDefault = new("MB3315", "Default without a name", Info) { MayBeAllowed = true };

    // MB40xx: proof
    public static readonly DiagnosticDescriptor ProofSkipped = new("MB4001", "Down scripts not proven", Info);
    public static readonly DiagnosticDescriptor ProofImpossible = new("MB4002", "Proof required, but not possible");
    public static readonly DiagnosticDescriptor UpFails = new("MB4003", "Script fails on the scratch database");
    public static readonly DiagnosticDescriptor UpFailsOverRows = new("MB4004", "Up script fails where tables hold rows") { MayBeAllowed = true };
    public static readonly DiagnosticDescriptor DownFails = new("MB4005", "Down script fails") { MayBeAllowed = true };
    public static readonly DiagnosticDescriptor DownFailsOverRows = new("MB4006", "Down script fails where tables hold rows") { MayBeAllowed = true };
    public static readonly DiagnosticDescriptor DownDiffers = new("MB4007", "Down script does not restore the schema") { MayBeAllowed = true };
    public static readonly DiagnosticDescriptor NotRepeatable = new("MB4008", "Up script cannot run again after the down script") { MayBeAllowed = true };
    public static readonly DiagnosticDescriptor DataLost = new("MB4009", "Down script does not restore the data", Warning) { MayBeAllowed = true };
    public static readonly DiagnosticDescriptor TableNotFilled = new("MB4010", "Table without rows in the proof", Warning) { MayBeAllowed = true };
    public static readonly DiagnosticDescriptor SeedFails = new("MB4011", "Seed script fails");
    public static readonly DiagnosticDescriptor UpFailsOverSomeRows = new("MB4012", "Up script fails over some rows", Warning) { MayBeAllowed = true };

    // MB50xx: bundle
    public static readonly DiagnosticDescriptor BundleNotFound = new("MB5001", "Bundle not found");
    public static readonly DiagnosticDescriptor BundleDamaged = new("MB5002", "Bundle altered or damaged");
    public static readonly DiagnosticDescriptor BundleFormat = new("MB5003", "Bundle format not supported");
    public static readonly DiagnosticDescriptor BundleTooLarge = new("MB5004", "Bundle too large");
    public static readonly DiagnosticDescriptor BundleForeign = new("MB5005", "Bundle of another chain");
    public static readonly DiagnosticDescriptor SigningKeyUnusable = new("MB5006", "Signing key cannot be used");
    public static readonly DiagnosticDescriptor TrustUnusable = new("MB5007", "Trusted key cannot be used");
    public static readonly DiagnosticDescriptor NotSigned = new("MB5008", "Bundle is not signed");
    public static readonly DiagnosticDescriptor SignatureWrong = new("MB5009", "Signature does not fit the bundle");
    public static readonly DiagnosticDescriptor SignerNotTrusted = new("MB5010", "Bundle is signed by nobody trusted");
    public static readonly DiagnosticDescriptor KeyFileReadable = new("MB5011", "Others can read the signing key", Warning);
    public static readonly DiagnosticDescriptor SignatureSuspect = new("MB5012", "Wrong signature beside the bundle", Warning);

    // MB60xx: deployment
    public static readonly DiagnosticDescriptor UsageError = new("MB6001", "Wrong command line");
    public static readonly DiagnosticDescriptor ConnectionMissing = new("MB6002", "No connection given");
    public static readonly DiagnosticDescriptor ConnectionFailed = new("MB6003", "Database cannot be opened");
    public static readonly DiagnosticDescriptor PasswordOnCommandLine = new("MB6004", "Password on the command line", Warning);
    public static readonly DiagnosticDescriptor LockBusy = new("MB6005", "Another deployment is running");
    public static readonly DiagnosticDescriptor UnknownDatabaseVersion = new("MB6006", "Database at a version unknown to the bundle");
    public static readonly DiagnosticDescriptor AppliedScriptDiffers = new("MB6007", "Applied script differs from the bundle's");
    public static readonly DiagnosticDescriptor HistoryMissing = new("MB6008", "No history in a database that is not empty");
    public static readonly DiagnosticDescriptor HistoryUnreadable = new("MB6009", "History cannot be read");
    public static readonly DiagnosticDescriptor HistoryHole = new("MB6010", "Applied migrations are not the start of the chain");
    public static readonly DiagnosticDescriptor UnknownTarget = new("MB6011", "Unknown target version");
    public static readonly DiagnosticDescriptor WrongDirection = new("MB6012", "Target lies in the other direction");
    public static readonly DiagnosticDescriptor TargetBeyondSupported = new("MB6013", "Target beyond the supported version");
    public static readonly DiagnosticDescriptor NoWayDown = new("MB6014", "No down script on the way");
    public static readonly DiagnosticDescriptor ConfirmationNeeded = new("MB6015", "Confirmation needed");
    public static readonly DiagnosticDescriptor StepFailed = new("MB6016", "Step failed");
    public static readonly DiagnosticDescriptor ScriptBrokeTransaction = new("MB6017", "Script ended the transaction");
    public static readonly DiagnosticDescriptor ForeignKeyViolation = new("MB6018", "Foreign keys violated");
    public static readonly DiagnosticDescriptor ValidationFailed = new("MB6019", "Validation failed");
    public static readonly DiagnosticDescriptor SnapshotFailed = new("MB6020", "Snapshot could not be made");
    public static readonly DiagnosticDescriptor SnapshotDamaged = new("MB6021", "Snapshot altered or damaged");
    public static readonly DiagnosticDescriptor SnapshotNotFound = new("MB6022", "Snapshot not found");
    public static readonly DiagnosticDescriptor RestoreFailed = new("MB6023", "Snapshot could not be restored");
    public static readonly DiagnosticDescriptor NotRolledBack = new("MB6024", "Database is not as it was before");
    public static readonly DiagnosticDescriptor InterruptedStep = new("MB6025", "An earlier run was interrupted in a step");
    public static readonly DiagnosticDescriptor Cancelled = new("MB6026", "Cancelled");
    public static readonly DiagnosticDescriptor TimedOut = new("MB6027", "Step took too long");
    public static readonly DiagnosticDescriptor RolledBack = new("MB6028", "Rolled back", Info);
    public static readonly DiagnosticDescriptor DatabaseBusy = new("MB6029", "Another connection uses the database");
    public static readonly DiagnosticDescriptor HistoryChanged = new("MB6030", "Script changed the migration history");
    public static readonly DiagnosticDescriptor SnapshotForeign = new("MB6031", "Snapshot of another database");
    public static readonly DiagnosticDescriptor RunSplit = new("MB6032", "Run split into several transactions", Warning);
    public static readonly DiagnosticDescriptor SchemaDrifted = new("MB6033", "Schema differs from the expected one");
    public static readonly DiagnosticDescriptor UnexpectedSchema = new("MB6034", "Step leaves another schema than in the build") { MayBeAllowed = true };
    public static readonly DiagnosticDescriptor InvalidIndex = new("MB6035", "Run leaves an invalid index");
    public static readonly DiagnosticDescriptor Unfinished = new("MB6036", "Constraint not validated, or index not finished", Warning);
    public static readonly DiagnosticDescriptor VerifyFails = new("MB6037", "Verify script of an applied migration fails");
    public static readonly DiagnosticDescriptor Unhealthy = new("MB6038", "Health command failed");
    public static readonly DiagnosticDescriptor Slower = new("MB6039", "Query slower than allowed");
    public static readonly DiagnosticDescriptor QueryBroken = new("MB6040", "Performance query fails");
    public static readonly DiagnosticDescriptor DamageFound = new("MB6041", "Database is damaged", Warning);
    public static readonly DiagnosticDescriptor RunDied = new("MB6045", "An earlier run died");
    public static readonly DiagnosticDescriptor JournalNotWritten = new("MB6046", "Journal of the run not written", Warning);
    public static readonly DiagnosticDescriptor InternalError = new("MB6099", "Internal error");

    private static readonly Lazy<IReadOnlyList<DiagnosticDescriptor>> AllDescriptors = new(() =>
        [.. typeof(Descriptors).GetFields()
            .Where(f => f.FieldType == typeof(DiagnosticDescriptor))
            .Select(f => (DiagnosticDescriptor)f.GetValue(null)!)
            .OrderBy(d => d.Code, StringComparer.Ordinal)]);

    /// <summary>All of them, by number.</summary>
    public static IReadOnlyList<DiagnosticDescriptor> All => AllDescriptors.Value;

    /// <summary>Those whose severity a project may set: a deployment (MB60xx) knows no settings of a project.</summary>
    public static IEnumerable<DiagnosticDescriptor> OfBuild => All.Where(d => string.CompareOrdinal(d.Code, "MB6") < 0);
}
