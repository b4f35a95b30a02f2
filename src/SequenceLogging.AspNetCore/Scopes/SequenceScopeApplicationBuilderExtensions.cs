using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using SequenceLogging;
using SequenceLogging.AspNetCore.Scopes;

// The namespace of the other middleware, so that the verb stands beside UseRouting.
#pragma warning disable IDE0130
namespace Microsoft.AspNetCore.Builder;
#pragma warning restore IDE0130

/// <summary>Gives requests a sequence scope.</summary>
public static class SequenceScopeApplicationBuilderExtensions
{
    /// <summary>
    /// Makes the sequence that a request is part of current for all middleware and endpoints behind this. Which one that is, if any,
    /// the options say; without them it is none.
    /// </summary>
    /// <param name="app">The application. Behind <c>UseAuthentication</c>, where the options ask for the user.</param>
    /// <param name="configure">Says which sequence, as in <c>o => o.Trust = CarrierTrust.Header</c>.</param>
    /// <remarks>
    /// <para>An exception that leaves the request names its sequence, so that the event of whoever logs it belongs there. A header that
    /// names no sequence is no error of the caller's: it is passed over, and noted at Debug, without its text.</para>
    /// <para>What came as baggage is not handed on by <c>HttpClient</c>: <see cref="SequenceLogOptions.PutInBaggage"/> and
    /// <c>AddSequenceHeader</c> say what goes out.</para>
    /// <para>For some requests only: <c>app.UseWhen(http => http.Request.Path.StartsWithSegments("/orders"), orders =>
    /// orders.UseSequenceScope(…))</c>. A request that has its sequence keeps it when it comes by here again.</para>
    /// </remarks>
    /// <exception cref="ArgumentException">The options contradict each other.</exception>
    public static IApplicationBuilder UseSequenceScope(
        this IApplicationBuilder app, Action<SequenceScopeOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(app);
        var options = new SequenceScopeOptions();
        configure?.Invoke(options);
        options.Checked();
        return app.Use(next =>
        {
            // When the pipeline is built, at the start of the host: a log that is missing is told then, not to a caller.
            var services = app.ApplicationServices;
            var sequences = services.GetService<SequenceLog>() ?? throw new InvalidOperationException(
                "UseSequenceScope finds no SequenceLog. Call services.AddSequenceLogging(o => o.UseSqlite(path)).");
            var logger = services.GetRequiredService<ILogger<SequenceScopeMiddleware>>();
            return new SequenceScopeMiddleware(next, sequences, options, logger).InvokeAsync;
        });
    }
}
