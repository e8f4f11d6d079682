namespace MigrationBuild.Portability.Members;

/// <summary>What later versions of LINQ have.</summary>
internal static class Sequences
{
    extension<T>(IEnumerable<T> items)
    {
        public IEnumerable<T> Order(IComparer<T>? comparer = null) => items.OrderBy(i => i, comparer);

        public HashSet<T> ToHashSet() => [.. items];

        public IEnumerable<T> DistinctBy<TKey>(Func<T, TKey> keyOf)
        {
            var seen = new HashSet<TKey>();
            return items.Where(i => seen.Add(keyOf(i)));
        }

        public T FirstOrDefault(T other) => items.DefaultIfEmpty(other).First();

        /// <summary>The first of the smallest; null where there is none.</summary>
        public T? MinBy<TKey>(Func<T, TKey> keyOf, IComparer<TKey>? comparer = null) => items.OrderBy(keyOf, comparer).FirstOrDefault();

        /// <summary>The first of the largest; null where there is none.</summary>
        public T? MaxBy<TKey>(Func<T, TKey> keyOf) => items.OrderByDescending(keyOf).FirstOrDefault();

        public IEnumerable<T> SkipLast(int count)
        {
            var all = items.ToList();
            return all.Take(all.Count - count);
        }

        public IEnumerable<(T First, TOther Second)> Zip<TOther>(IEnumerable<TOther> others) => items.Zip(others, (first, second) => (first, second));
    }
}
