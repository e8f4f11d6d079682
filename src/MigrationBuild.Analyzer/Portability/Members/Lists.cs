namespace MigrationBuild.Portability.Members;

/// <summary>What later versions of collections have.</summary>
internal static class Lists
{
    extension<TKey, TValue>(IReadOnlyDictionary<TKey, TValue> dictionary)
        where TKey : notnull
    {
        public TValue GetValueOrDefault(TKey key, TValue other) => dictionary.TryGetValue(key, out var value) ? value : other;

        public TValue? GetValueOrDefault(TKey key) => dictionary.TryGetValue(key, out var value) ? value : default;
    }

    extension<TKey, TValue>(Dictionary<TKey, TValue> dictionary)
        where TKey : notnull
    {
        public bool TryAdd(TKey key, TValue value)
        {
            if (dictionary.ContainsKey(key))
                return false;
            dictionary.Add(key, value);
            return true;
        }
    }

    extension<T>(Stack<T> stack)
    {
        public bool TryPop(out T item)
        {
            var has = stack.Count > 0;
            item = has ? stack.Pop() : default!;
            return has;
        }
    }
}
