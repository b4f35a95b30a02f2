using Microsoft.Extensions.Options;

namespace SequenceLogging.Hosting.Options;

/// <summary>Everything that is wrong with the options, whether it comes from a section or from code, at once.</summary>
internal sealed class OptionsCheck(IEnumerable<OptionsSection> sections) : IValidateOptions<SequenceLogOptions>
{
    public ValidateOptionsResult Validate(string? name, SequenceLogOptions options)
    {
        string[] errors =
        [
            .. sections.SelectMany(s => s.FindErrors()),
            .. options.Validate().Select(error => sections.Aggregate(error, (e, section) => section.Locate(e))),
        ];
        return errors.Length == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(errors);
    }
}
