// The application never migrates its database itself: it only carries the bundle that a release pipeline applies.
var bundle = Path.Combine(AppContext.BaseDirectory, "ShopPostgreSql.migrations.zip");
Console.WriteLine(File.Exists(bundle) ? "The bundle lies beside the shop: ShopPostgreSql.migrations.zip" : "There is no bundle beside the shop");
