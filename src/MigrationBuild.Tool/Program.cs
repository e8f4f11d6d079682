using MigrationBuild.Tool;

return await CommandLine.RunAsync(args);
