using System.Buffers.Binary;
using System.Text;

namespace SequenceLogging.Samples.Tests.Otlp;

/// <summary>The fields of a protobuf message by number, without its schema: just enough to read what was sent.</summary>
internal sealed class ProtobufMessage
{
    private readonly List<(int Number, object Value)> _fields = [];

    public ProtobufMessage(ReadOnlyMemory<byte> bytes)
    {
        for (var rest = bytes; !rest.IsEmpty;)
        {
            var tag = ReadVarint(ref rest);
            object value = (tag & 7) switch
            {
                0 => ReadVarint(ref rest),
                1 => BinaryPrimitives.ReadUInt64LittleEndian(Take(ref rest, 8).Span),
                2 => Take(ref rest, (int)ReadVarint(ref rest)),
                5 => (ulong)BinaryPrimitives.ReadUInt32LittleEndian(Take(ref rest, 4).Span),
                var wire => throw new InvalidDataException($"Wire type {wire} is not one of protobuf's."),
            };
            _fields.Add(((int)(tag >> 3), value));
        }
    }

    public bool Has(int number) => _fields.Exists(f => f.Number == number);

    public ulong Number(int number) => (ulong)_fields.First(f => f.Number == number).Value;

    public ReadOnlyMemory<byte> Bytes(int number) =>
        _fields.FirstOrDefault(f => f.Number == number).Value as ReadOnlyMemory<byte>? ?? default;

    public string Text(int number) => Encoding.UTF8.GetString(Bytes(number).Span);

    public IEnumerable<ProtobufMessage> Messages(int number) =>
        _fields.Where(f => f.Number == number).Select(f => new ProtobufMessage((ReadOnlyMemory<byte>)f.Value));

    private static ulong ReadVarint(ref ReadOnlyMemory<byte> bytes)
    {
        ulong value = 0;
        for (var shift = 0; shift < 70; shift += 7)
        {
            var next = Take(ref bytes, 1).Span[0];
            value |= (ulong)(next & 0x7F) << shift;
            if (next < 0x80)
            {
                return value;
            }
        }

        throw new InvalidDataException("A number does not end.");
    }

    private static ReadOnlyMemory<byte> Take(ref ReadOnlyMemory<byte> bytes, int count)
    {
        var taken = bytes[..count];
        bytes = bytes[count..];
        return taken;
    }
}
