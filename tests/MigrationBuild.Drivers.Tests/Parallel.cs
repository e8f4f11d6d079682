// They wait for processes and servers more than they compute: two at a time leave two processors idle for a fifth of the time.
[assembly: Parallelize(Workers = 3, Scope = ExecutionScope.MethodLevel)]
