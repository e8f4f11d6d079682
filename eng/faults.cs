#:property PublishAot=false
#:project Faults
// Makes the worst happen to real deployments, again and again, and checks after each time that nothing is half done. Prints a table, and
// writes it to artifacts/faults.md; exit code 1 where a proof failed.
//   --gate               few of each, under five minutes; what a build server runs
//   --full               as many as the goals ask for: hours
//   --only ROW           only the rows whose key contains ROW (--list names them)
//   --engine NAME        only sqlite, or only postgresql
//   --point NAME         only the named points that contain NAME
//   --count N            so many of each row
//   --seed N             repeats a run; without it a new seed is drawn, and printed
//   --case N             only this case of the row, as a failure prints it
//   --parallel N         so many at a time (default: 2)
using MigrationBuild.Eng.Faults;

return await FaultsProgram.RunAsync(args);
