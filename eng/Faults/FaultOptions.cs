using System.Globalization;

namespace MigrationBuild.Eng.Faults;

/// <summary>The command line.</summary>
internal sealed record FaultOptions
{
    public bool IsFull { get; private init; }

    public bool ListsRows { get; private init; }

    public string Only { get; private init; } = "";

    /// <summary>The one engine to look at; null: both.</summary>
    public string? Engine { get; private init; }

    /// <summary>Only the named points that contain this.</summary>
    public string Point { get; private init; } = "";

    public int? Count { get; private init; }

    public int? Case { get; private init; }

    public int Seed { get; private init; } = Random.Shared.Next(1, 1_000_000);

    public int Parallel { get; private init; } = 2;

    /// <exception cref="FormatException">A word that is none of the options, or not the number that it must be.</exception>
    public static FaultOptions Parse(string[] args)
    {
        var options = new FaultOptions();
        for (var i = 0; i < args.Length; i++)
        {
            options = args[i] switch
            {
                "--gate" => options with { IsFull = false },
                "--full" => options with { IsFull = true },
                "--list" => options with { ListsRows = true },
                "--only" => options with { Only = Value() },
                "--engine" => options with { Engine = Value() },
                "--point" => options with { Point = Value() },
                "--count" => options with { Count = Number() },
                "--seed" => options with { Seed = Number() },
                "--case" => options with { Case = Number() },
                "--parallel" => options with { Parallel = Math.Max(1, Number()) },
                var word => throw new FormatException($"'{word}' is unknown; it is --gate, --full, --list, --only ROW, --engine NAME, --point NAME, --count N, --seed N, --case N or --parallel N"),
            };

            string Value() => ++i < args.Length ? args[i] : throw new FormatException($"{args[i - 1]} needs a value");

            int Number() => int.TryParse(Value(), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : throw new FormatException($"{args[i - 1]} needs a number, not '{args[i]}'");
        }
        return options;
    }
}
