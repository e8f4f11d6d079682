using Microsoft.SqlServer.TransactSql.ScriptDom;
using MigrationBuild.Sql.Model;

namespace MigrationBuild.SqlServer.Translation;

/// <summary>Expressions, in as much as rules look into them.</summary>
internal static class Expressions
{
    public static SqlExpression Of(ScalarExpression expression, BatchSource source)
    {
        var inner = WithoutBrackets(expression);
        return new SqlExpression(source.At(expression), source.TextOf(expression), Calls.In(expression))
        {
            IsNull = inner is NullLiteral,
            IsLiteral = inner is Literal and not NullLiteral,
        };
    }

    public static SqlExpression Of(BooleanExpression condition, BatchSource source) =>
        new(source.At(condition), source.TextOf(condition), Calls.In(condition)) { NotNullColumns = NotNullColumns(condition) ?? [] };

    public static bool HasCall(SelectStatement query) => Calls.In(query).Count > 0;

    private static ScalarExpression WithoutBrackets(ScalarExpression expression) => expression switch
    {
        ParenthesisExpression brackets => WithoutBrackets(brackets.Expression),
        UnaryExpression { UnaryExpressionType: UnaryExpressionType.Negative or UnaryExpressionType.Positive } sign => WithoutBrackets(sign.Expression),
        CastCall cast => WithoutBrackets(cast.Parameter),
        ConvertCall convert => WithoutBrackets(convert.Parameter),
        _ => expression,
    };

    /// <summary>Null where it says anything else.</summary>
    private static IReadOnlyList<SqlName>? NotNullColumns(BooleanExpression condition) => condition switch
    {
        BooleanParenthesisExpression brackets => NotNullColumns(brackets.Expression),
        BooleanIsNullExpression { IsNot: true, Expression: ColumnReferenceExpression column } => Names.Of(column) is { } name ? [name] : null,
        BooleanBinaryExpression { BinaryExpressionType: BooleanBinaryExpressionType.And } both =>
            NotNullColumns(both.FirstExpression) is { } first && NotNullColumns(both.SecondExpression) is { } second ? [.. first, .. second] : null,
        _ => null,
    };

    private sealed class Calls : TSqlFragmentVisitor
    {
        private readonly List<string> _names = [];

        public static IReadOnlyList<string> In(TSqlFragment fragment)
        {
            var visitor = new Calls();
            fragment.Accept(visitor);
            return visitor._names;
        }

        public override void Visit(FunctionCall node)
        {
            var schema = node.CallTarget is MultiPartIdentifierCallTarget { MultiPartIdentifier.Identifiers: [.., var last] } ? $"{last.Value.ToLowerInvariant()}." : "";
            _names.Add(schema + node.FunctionName.Value.ToLowerInvariant());
        }

        public override void Visit(ParameterlessCall node) => _names.Add(node.ParameterlessCallType switch
        {
            ParameterlessCallType.CurrentTimestamp => "current_timestamp",
            ParameterlessCallType.CurrentUser => "current_user",
            ParameterlessCallType.SessionUser => "session_user",
            ParameterlessCallType.SystemUser => "system_user",
            _ => "user",
        });
    }
}
