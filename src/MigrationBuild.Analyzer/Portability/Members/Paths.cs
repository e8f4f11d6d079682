namespace MigrationBuild.Portability.Members;

/// <summary>What later versions of <see cref="Path"/> have.</summary>
internal static class Paths
{
    extension(Path)
    {
        /// <param name="from">A folder, absolute.</param>
        /// <param name="path">Absolute.</param>
        public static string GetRelativePath(string from, string path)
        {
            var comparison = Path.DirectorySeparatorChar == '\\' ? StringComparison.OrdinalIgnoreCase : StringComparison.Ordinal;
            var (steps, target) = (Segments(from), Segments(path));
            var common = 0;
            while (common < steps.Length && common < target.Length && steps[common].Equals(target[common], comparison))
                common++;
            if (common == 0 && Path.DirectorySeparatorChar == '\\')
                return path; // on another drive
            var relative = Enumerable.Repeat("..", steps.Length - common).Concat(target.Skip(common));
            var text = string.Join(Path.DirectorySeparatorChar.ToString(), relative);
            return text.Length == 0 ? "." : text;
        }

        /// <summary>Whether it is absolute, and no drive or current folder is left to guess.</summary>
        public static bool IsPathFullyQualified(string path) =>
            Path.IsPathRooted(path) && (Path.DirectorySeparatorChar == '/' || path.StartsWith(@"\\", StringComparison.Ordinal) || (path.Length > 2 && path[1] == ':' && path[2] is '\\' or '/'));
    }

    private static string[] Segments(string path) =>
        Path.GetFullPath(path).Split([Path.DirectorySeparatorChar, Path.AltDirectorySeparatorChar], StringSplitOptions.RemoveEmptyEntries);
}
