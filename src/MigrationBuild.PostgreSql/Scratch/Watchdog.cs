namespace MigrationBuild.PostgreSql.Scratch;

/// <summary>
/// The shell program that owns a scratch server: it starts it and removes it as soon as its input ends, which it does when the
/// process that holds the other end of the pipe stops the server, exits, crashes or is killed. Meanwhile it does what it is told, a word a line,
/// and says when it is done: all that concerns the cluster's files is done as the user who owns them.
/// </summary>
internal static class Watchdog
{
    // Arguments: folder, template, folder of the programs, where the cluster comes from (`template`, or `given`: somebody puts it there before
    // the first line is sent), then the server's own. Keyboard signals reach the whole process group:
    // they are for the parent, whose end ends this too. A template is made beside and renamed, so that it is whole or not there;
    // one that belongs to somebody else is not trusted (/tmp is everybody's).
    public const string Script =
        """
        trap '' INT HUP TERM
        folder=$1 template=$2 bin=$3 from=$4
        shift 4
        umask 077
        mkdir "$folder" || exit 1
        server=
        remove() {
            if [ -n "$server" ]; then
                kill -QUIT "$server" 2>/dev/null
                wait "$server" 2>/dev/null
            fi
            rm -rf "$folder" || { sleep 1; rm -rf "$folder"; }
        }
        duplicate() {
            rm -rf "$2" && { cp -a --reflink=auto "$1" "$2" 2>/dev/null || { rm -rf "$2"; cp -Rp "$1" "$2"; }; }
        }
        run() {
            : >"$folder/log"
            "$bin/postgres" -D "$folder/data" -k "$folder" "$@" </dev/null >"$folder/log" 2>&1 &
            server=$!
        }
        trap remove EXIT
        if [ "$from" = given ]; then
            echo waiting
            read -r line || exit 1
        else
            if [ ! -d "$template" ]; then
                "$bin/initdb" -D "$folder/template" -U postgres -A trust -E UTF8 --locale=C --no-sync --wal-segsize=1 >"$folder/log" 2>&1 || { cat "$folder/log"; exit 1; }
                mv -T "$folder/template" "$template" 2>/dev/null || [ -d "$template" ] || mv "$folder/template" "$template"
            fi
            if [ ! -O "$template" ]; then
                echo "the template cluster $template belongs to somebody else; delete it"
                exit 1
            fi
            duplicate "$template" "$folder/data" || exit 1
        fi
        run "$@"
        echo started
        while read -r line; do
            case $line in
            stop)
                kill -INT "$server" 2>/dev/null
                wait "$server"
                server=
                ;;
            keep) duplicate "$folder/data" "$folder/kept" || line=failed ;;
            return) duplicate "$folder/kept" "$folder/data" || line=failed ;;
            start) run "$@" ;;
            esac
            echo "$line"
        done
        """;
}
