# Values of the program as texts of JSON, bounded in depth and size.
def _encoders():
    from _json import encode_basestring_ascii as quoted

    isinstance_, repr_, str_, type_ = isinstance, repr, str, type
    deepest, most_nodes, most_items, most_text = 12, 4000, 1000, 65536

    class Encoder:
        def __init__(self):
            self.nodes = most_nodes
            self.text = most_text
            self.above = []

        def cut_text(self, text):
            kept = text[:max(0, self.text)]
            self.text -= len(kept)
            cut = len(text) - len(kept)
            return quoted(kept), ',"cut":%d' % cut if cut else ''

        def number(self, of, text):
            self.text -= len(text)
            return '{"type":"number","of":"%s","text":%s}' % (of, quoted(text))

        def encode(self, value):
            self.nodes -= 1
            if self.nodes < 0 or self.text < 0 or len(self.above) > deepest:
                return '{"type":"cut"}'
            kind = type_(value)
            if kind is int and -1000000 < value < 1000000:
                return '{"type":"number","of":"int","text":"%d"}' % value
            if value is None:
                return '{"type":"null"}'
            if kind is bool:
                return '{"type":"boolean","value":true}' if value else '{"type":"boolean","value":false}'
            if kind is str_:
                return '{"type":"string","value":%s%s}' % self.cut_text(value)
            if kind is int or (isinstance_(value, int) and not isinstance_(value, bool) and kind.__str__ is int.__str__ and not hasattr_enum(kind)):
                return self.number('int', int_text(int(value)))
            if kind is float:
                return self.number('float', float_text(value))
            if kind is complex:
                return self.number('complex', repr_(value).strip('()'))
            for at in range(len(self.above) - 1, -1, -1):
                if self.above[at] is value:
                    return '{"type":"cycle","up":%d}' % (len(self.above) - at)
            self.above.append(value)
            try:
                return self.container(kind, value)
            finally:
                self.above.pop()

        def items(self, kind, values, length=None):
            out, taken = [], 0
            for item in values:
                if taken >= most_items or self.nodes < 0:
                    rest = 1 if length is None else length - taken
                    return '{"type":"%s","items":[%s],"cut":%d}' % (kind, ','.join(out), rest)
                taken += 1
                out.append(self.encode(item))
            return '{"type":"%s","items":[%s]}' % (kind, ','.join(out))

        def pairs(self, pairs):
            out = []
            for key, value in pairs:
                if len(out) >= most_items or self.nodes < 0:
                    return ','.join(out), 1
                out.append('[%s,%s]' % (key, self.encode(value)))
            return ','.join(out), 0

        def container(self, kind, value):
            if isinstance_(value, (list, range, views)) or kind.__name__ == 'deque' or kind.__name__ == 'array':
                return self.items('list', value, len(value))
            if isinstance_(value, tuple):
                return self.items('tuple', value, len(value))
            if isinstance_(value, (set, frozenset)):
                return self.items('set', ordered(value), len(value))
            if isinstance_(value, dict):
                pairs, cut = self.pairs((self.encode(key), item) for key, item in dict.items(value))
                return '{"type":"map","entries":[%s]%s}' % (pairs, ',"cut":1' if cut else '')
            if isinstance_(value, (bytes, bytearray, memoryview)):
                return '{"type":"bytes","value":%s%s}' % self.cut_text(bytes(value).hex())
            if isinstance_(value, (str_, float)) and not hasattr_enum(kind):
                return self.encode(str_.__str__(value) if isinstance_(value, str_) else float(value))
            if kind.__module__ == 'decimal' and kind.__name__ == 'Decimal':
                return self.number('decimal', str_(value))
            if kind.__module__ == 'fractions' and kind.__name__ == 'Fraction':
                return self.number('fraction', str_(value))
            if kind.__module__ == 'datetime' and kind.__name__ in ('datetime', 'date', 'time'):
                return '{"type":"date","value":%s}' % quoted(value.isoformat())
            if isinstance_(value, type_) or kind.__name__ in function_kinds:
                name = getattr(value, '__name__', None)
                return '{"type":"function","name":%s}' % quoted(name if isinstance_(name, str_) else '')
            if kind.__name__ in iterator_kinds or kind.__name__.endswith('iterator') or kind.__module__ == 'itertools':
                return self.items('list', value)
            return self.instance(kind, value)

        def instance(self, kind, value):
            fields = []
            if isinstance_(value, BaseException):
                fields.append(('args', value.args))
            elif hasattr_enum(kind):
                fields.append(('name', value._name_))
            else:
                for owner in kind.__mro__:
                    slots = owner.__dict__.get('__slots__', ())
                    for slot in (slots,) if isinstance_(slots, str_) else slots:
                        if slot not in ('__dict__', '__weakref__') and hasattr(value, slot):
                            fields.append((slot, getattr(value, slot)))
                try:
                    fields.extend(object.__getattribute__(value, '__dict__').items())
                except AttributeError:
                    if not fields:
                        fields.append(('repr', repr_(value) if kind.__repr__ is not object.__repr__ else ''))
            pairs, cut = self.pairs((quoted(str_(name)), item) for name, item in fields)
            return '{"type":"instance","class":%s,"fields":[%s]%s}' % (quoted(kind.__name__), pairs, ',"cut":1' if cut else '')

    views = (type_({}.keys()), type_({}.values()), type_({}.items()))
    function_kinds = ('function', 'builtin_function_or_method', 'method', 'partial', '_lru_cache_wrapper', 'method_descriptor', 'wrapper_descriptor', 'method-wrapper')
    iterator_kinds = ('generator', 'map', 'filter', 'zip', 'enumerate', 'reversed', 'chain')

    def hasattr_enum(kind):
        return '_member_map_' in kind.__dict__

    def int_text(value):
        if -(10 ** 4000) < value < 10 ** 4000:
            return str_(value)
        return hex(value)[:4000]

    def float_text(value):
        if value != value:
            return 'NaN'
        if value in (float('inf'), -float('inf')):
            return 'Infinity' if value > 0 else '-Infinity'
        text = repr_(value)
        if text.endswith('.0'):
            return text[:-2]
        return text.replace('e-0', 'e-')

    # Sets have no order: the smallest first where they can be compared, so that equal sets are equal texts.
    def ordered(values):
        try:
            return sorted(values)
        except Exception:
            return sorted(values, key=repr_)

    return Encoder
