global using MigrationBuild.Portability.Members;
