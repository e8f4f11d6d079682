namespace MigrationBuild.PostgreSql.Scratch;

/// <summary>
/// The shell program that owns a scratch server: it starts it and removes it as soon as its input ends, which it does when the
/// process that holds the other end of the pipe stops the server, exits, crashes or is killed.
/// </summary>
internal static class Watchdog
{
    // Arguments: folder, template, folder of the programs, then the server's own. Keyboard signals reach the whole process group:
    // they are for the parent, whose end ends this too. A template is made beside and renamed, so that it is whole or not there;
    // one that belongs to somebody else is not trusted (/tmp is everybody's).
    public const string Script =
        """
        trap '' INT HUP TERM
        folder=$1 template=$2 bin=$3
        shift 3
        umask 077
        mkdir "$folder" || exit 1
        server=
        remove() {
            if [ -n "$server" ]; then
                kill -QUIT "$server" 2>/dev/null
                wait "$server" 2>/dev/null
            fi
            rm -rf "$folder"
        }
        trap remove EXIT
        if [ ! -d "$template" ]; then
            "$bin/initdb" -D "$folder/template" -U postgres -A trust -E UTF8 --locale=C --no-sync --wal-segsize=1 >"$folder/log" 2>&1 || { cat "$folder/log"; exit 1; }
            mv -T "$folder/template" "$template" 2>/dev/null || [ -d "$template" ] || mv "$folder/template" "$template"
        fi
        if [ ! -O "$template" ]; then
            echo "the template cluster $template belongs to somebody else; delete it"
            exit 1
        fi
        cp -a --reflink=auto "$template" "$folder/data" 2>/dev/null || { rm -rf "$folder/data"; cp -Rp "$template" "$folder/data"; } || exit 1
        "$bin/postgres" -D "$folder/data" -k "$folder" "$@" </dev/null >"$folder/log" 2>&1 &
        server=$!
        echo started
        while read -r line; do
            :
        done
        """;
}
