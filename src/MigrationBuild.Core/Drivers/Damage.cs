namespace MigrationBuild.Drivers;

/// <summary>Something that is wrong with a database, or not finished.</summary>
/// <param name="What">For people, and the same each time as long as it is the same thing: `index public.orders_placed on public.orders`.</param>
public sealed record Damage(DamageKind Kind, string What);
