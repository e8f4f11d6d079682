using Microsoft.SqlServer.TransactSql.ScriptDom;
using MigrationBuild.Sql;
using MigrationBuild.Sql.Model;
using MigrationBuild.Sql.Model.Actions;
using MigrationBuild.Sql.Model.Statements;
using MigrationBuild.SqlServer.Parsing;

namespace MigrationBuild.SqlServer.Translation;

/// <summary>The parser's tree of one batch to the records of the model.</summary>
/// <param name="isQuoted">What QUOTED_IDENTIFIER is before the batch.</param>
/// <param name="depth">In how many blocks and texts of EXEC it is.</param>
internal sealed class BatchTranslator(BatchSource source, BatchParser parser, bool isQuoted, int depth = 0)
{
    // Whoever walks through what is nested does it by calling himself.
    private const int DeepestBlock = 100;

    private int _depth = depth;

    /// <summary>What QUOTED_IDENTIFIER is where the batch has been read.</summary>
    public bool IsQuoted { get; private set; } = isQuoted;

    /// <summary>Every statement; where the parser stops, what follows is one that is not understood.</summary>
    public IReadOnlyList<Statement> Translate()
    {
        var batch = parser.Parse(source.Text, IsQuoted);
        var statements = batch.Statements.SelectMany(Of).ToList();
        if (batch.Fault is { } fault)
        {
            var start = StartOfRest(batch.Statements, fault.Offset);
            statements.Add(new UnrecognizedStatement(source.InScript(start), source.FirstWords(start)) { Fault = fault with { Offset = source.InScript(fault.Offset) } });
        }
        return statements;
    }

    private int StartOfRest(IReadOnlyList<TSqlStatement> before, int fault)
    {
        if (before.Count == 0)
            return 0;
        var end = before[^1].StartOffset + before[^1].FragmentLength;
        var next = SqlServerDialect.Instance.Tokenize(source.Text).FirstOrDefault(t => t.Start >= end && !SqlDialect.IsComment(t) && t.Kind != SqlTokenKind.Semicolon);
        return next.Length > 0 ? next.Start : fault;
    }

    private IReadOnlyList<Statement> Of(TSqlStatement statement) =>
        statement is DropIndexStatement drop ? Indexes.Of(drop, source)
        : [Changing(statement) ?? Creating(statement) ?? Running(statement) ?? (Statement?)Other(statement) ?? Unknown(statement)];

    private UnrecognizedStatement Unknown(TSqlStatement statement) => new(source.At(statement), source.FirstWords(statement));

    private Statement? Changing(TSqlStatement statement) => statement switch
    {
        AlterTableStatement alter => Tables.Of(alter, source),
        AlterIndexStatement alter => Indexes.Of(alter, source),
        AlterSchemaStatement { ObjectKind: SecurityObjectKind.NotSpecified or SecurityObjectKind.Object } alter =>
            new AlterTable(source.At(alter), Names.Of(alter.ObjectName), [new SetTableSchema(source.At(alter), Names.Of(alter.Name))]),
        TruncateTableStatement truncate => new Truncate(source.At(truncate), [Names.Of(truncate.TableName)], Cascade: false),
        UpdateStatement update => Rows.Of(update, source),
        DeleteStatement delete => Rows.Of(delete, source),
        InsertStatement insert => Rows.Of(insert, source),
        MergeStatement merge => Rows.Of(merge, source),
        SelectStatement select => Rows.Of(select, source),
        DropObjectsStatement drop => Drops.Of(drop, source),
        DropSchemaStatement drop => Drops.Of(drop, source),
        DropDatabaseStatement drop => Drops.Of(drop, source),
        DropTypeStatement drop => Drops.Of(drop, source),
        DropUnownedObjectStatement drop => Drops.Of(drop, source),
        _ => null,
    };

    private Statement? Creating(TSqlStatement statement) => statement switch
    {
        CreateTableStatement create => Tables.Of(create, source),
        CreateIndexStatement create => Indexes.Of(create, source),
        CreateColumnStoreIndexStatement create => Indexes.Of(create, source),
        ViewStatementBody view => Creates.Of(view, source),
        ProcedureStatementBody procedure => Creates.Of(procedure, source),
        FunctionStatementBody function => Creates.Of(function, source),
        TriggerStatementBody trigger => Creates.Of(trigger, source),
        _ => Creates.Other(statement, source),
    };

    private Statement? Running(TSqlStatement statement)
    {
        switch (statement)
        {
            case ExecuteStatement execute:
                return _depth == DeepestBlock ? null : Executions.Of(execute, source, text => new BatchTranslator(text, parser, IsQuoted, _depth + 1));
            case BeginEndBlockStatement or IfStatement or WhileStatement or TryCatchStatement:
                return Block(statement);
            case EnableDisableTriggerStatement { TriggerObject: { TriggerScope: TriggerScope.Normal, Name: { } table } } set:
                var (at, isEnabled) = (source.At(set), set.TriggerEnforcement == TriggerEnforcement.Enable);
                return new AlterTable(at, Names.Of(table), set.All
                    ? [new SetTrigger(at, null, isEnabled)]
                    : [.. set.TriggerNames.Select(n => new SetTrigger(at, Names.Of(n.BaseIdentifier), isEnabled))]);
            case TransactionStatement:
                return new TransactionControl(source.At(statement), FirstWord(statement));
            case UseStatement use:
                return new UseDatabase(source.At(use), Names.Of(use.DatabaseName));
            case PredicateSetStatement set:
                if (set.Options.HasFlag(SetOptions.QuotedIdentifier))
                    IsQuoted = set.IsOn;
                return Settings.Of(set, source);
            default:
                return null;
        }
    }

    private Statement Block(TSqlStatement statement)
    {
        if (_depth == DeepestBlock)
            return Unknown(statement);
        _depth++;
        var body = new List<TSqlStatement>();
        AddBody(statement, body);
        var block = new CodeBlock(source.At(statement), [.. body.SelectMany(Of)]);
        _depth--;
        return block;
    }

    private static void AddBody(TSqlStatement statement, List<TSqlStatement> body)
    {
        switch (statement)
        {
            case BeginEndBlockStatement block:
                body.AddRange(block.StatementList.Statements);
                break;
            case IfStatement choice:
                AddBody(choice.ThenStatement, body);
                if (choice.ElseStatement is { } other)
                    AddBody(other, body);
                break;
            case WhileStatement loop:
                AddBody(loop.Statement, body);
                break;
            case TryCatchStatement attempt:
                body.AddRange(attempt.TryStatements.Statements.Concat(attempt.CatchStatements?.Statements ?? []));
                break;
            default:
                body.Add(statement);
                break;
        }
    }

    private OtherStatement? Other(TSqlStatement statement) =>
        statement is DeclareVariableStatement or DeclareTableVariableStatement or SetVariableStatement or PrintStatement or RaiseErrorStatement or RaiseErrorLegacyStatement
            or ThrowStatement or ReturnStatement or BreakStatement or ContinueStatement or GoToStatement or LabelStatement or WaitForStatement or CursorStatement
            or DeclareCursorStatement or SetCommandStatement or SetIdentityInsertStatement or SetRowCountStatement or SetTransactionIsolationLevelStatement
            or SetStatisticsStatement or SetTextSizeStatement or SetOffsetsStatement or SecurityStatement or AlterAuthorizationStatement or AlterRoleStatement
            or AlterUserStatement or UpdateStatisticsStatement or DropStatisticsStatement or DropFullTextIndexStatement or DropXmlSchemaCollectionStatement
            or AlterSequenceStatement or AlterDatabaseSetStatement or AlterDatabaseAddFileStatement or AlterDatabaseAddFileGroupStatement
            or AlterDatabaseScopedConfigurationStatement or AlterPartitionSchemeStatement or AlterFullTextIndexStatement or CheckpointStatement
            ? new OtherStatement(source.At(statement), FirstWord(statement))
            : null;

    private string FirstWord(TSqlStatement statement) => statement.ScriptTokenStream[statement.FirstTokenIndex].Text.ToUpperInvariant();
}
