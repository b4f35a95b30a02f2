// A run of a sample owns the process: Log.Logger, the console and the environment.
[assembly: CollectionBehavior(DisableTestParallelization = true)]
