# Runs inside the interpreter: loads the program, does the probes, writes what came of them as lines of JSON.
# What it needs it takes before the program runs, which may change every module there is.
def _drive():
    import builtins, io, posix, sys
    from _json import encode_basestring_ascii as quoted

    compile_, eval_, exec_, isinstance_, repr_, str_, type_ = compile, eval, exec, isinstance, repr, str, type
    Module = type_(sys)
    deepest, most_nodes, most_items, most_text, most_output = 12, 20000, 5000, 65536, 65536

    def read_job():
        parts = []
        while True:
            part = posix.read(0, 1 << 16)
            if not part:
                return eval_(b''.join(parts).decode('utf-8'), {'__builtins__': {}})
            parts.append(part)

    def tell(text, write=posix.write):
        data = (text + '\n').encode('ascii')
        at = 0
        while at < len(data):
            at += write(1, data[at:at + 65536])

    # --- values as JSON ---

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

    # --- exceptions ---

    class Overflow(BaseException):
        pass

    def outcome_of(error, program):
        if isinstance_(error, Overflow):
            return cannot('It printed more than 64 KB.')
        if isinstance_(error, MemoryError):
            return cannot('It needs more than 128 MB of memory.')
        if isinstance_(error, ModuleNotFoundError):
            return cannot('The module "%s" is not there.' % (error.name or '?'))
        if isinstance_(error, OSError) and (error.errno is not None or kind_is(error, 'UnsupportedOperation')):
            return cannot('It needs files, processes or a network: %s' % message_of(error))
        message = message_of(error)
        if isinstance_(error, RuntimeError) and "can't start new thread" in message:
            return cannot('It needs threads.')
        return '{"threw":%s,"message":%s}' % (quoted(type_(error).__name__), quoted(message))

    def kind_is(error, name):
        return type_(error).__name__ == name and type_(error).__module__ == 'io'

    def cannot(reason):
        return '{"cannot":%s}' % quoted(reason)

    def message_of(error):
        try:
            return str_(error)[:1000].encode('utf-8', 'replace').decode('utf-8')
        except BaseException:
            return ''

    # --- input and output ---

    class Output(io.RawIOBase):
        def __init__(self):
            self.parts = []
            self.left = most_output

        def writable(self):
            return True

        def write(self, data):
            data = bytes(data)
            self.left -= len(data)
            if self.left < 0:
                raise Overflow()
            self.parts.append(data)
            return len(data)

        def text(self):
            return b''.join(self.parts).decode('utf-8', 'replace')

    def redirect(given):
        output = Output()
        sys.stdin = io.TextIOWrapper(io.BytesIO(given.encode('utf-8', 'replace')), 'utf-8', newline=None)
        sys.stdout = io.TextIOWrapper(output, 'utf-8', newline='\n', write_through=True, errors='replace')
        sys.stderr = io.StringIO()
        return output

    real_open = open

    def open_(file, *rest, **named):
        if type_(file) is int and file == 0:
            return sys.stdin
        return real_open(file, *rest, **named)

    # --- asynchronous programs: a loop without a clock ---

    def install_loop():
        import asyncio

        class Ready:
            def select(self, timeout):
                if timeout is None:
                    raise Stuck('It waits for something that never happens.')
                loop_time[0] += max(0, timeout)
                return []

        loop_time = [0.0]

        class Loop(asyncio.BaseEventLoop):
            def __init__(self):
                super().__init__()
                self._selector = Ready()

            def time(self):
                return loop_time[0]

            def _process_events(self, events):
                pass

            def _write_to_self(self):
                pass

        class Policy(asyncio.DefaultEventLoopPolicy):
            _loop_factory = Loop

        asyncio.set_event_loop_policy(Policy())

    class Stuck(BaseException):
        pass

    def settle(value):
        if type_(value).__name__ == 'coroutine':
            import asyncio
            return asyncio.run(value)
        if type_(value).__name__ == 'async_generator':
            import asyncio

            async def collect():
                return [item async for item in value]

            return asyncio.run(collect())
        return value

    # --- the program ---

    class Program:
        def __init__(self, source, seed):
            self.seed = seed
            self.code = compile_(source, 'program.py', 'exec', dont_inherit=True)

        def execute(self, name):
            random = sys.modules.get('random')
            if random is not None:
                random.seed(self.seed)
            module = Module(name)
            module.__file__ = 'program.py'
            sys.modules[name] = module
            exec_(self.code, module.__dict__)
            return module.__dict__

    def exported(scope):
        out = []
        for name, value in list(scope.items()):
            if not isinstance_(name, str_) or name.startswith('_') or isinstance_(value, Module):
                continue
            try:
                one = described(name, value)
            except Exception:
                continue
            if one is not None:
                out.append(one)
        return '[%s]' % ','.join(out[:200])

    def described(name, value):
        if isinstance_(value, type_):
            if value.__module__ != 'solution':
                return None
            start = value.__dict__.get('__init__') or getattr(value, '__init__', None)
            methods = [key for key, item in list(value.__dict__.items()) if callable_(item) and not key.startswith('_')]
            listed = ','.join(quoted(method) for method in methods[:100])
            return '{"name":%s,"kind":"class"%s,"methods":[%s]}' % (quoted(name), parameters(start, 1), listed)
        if callable_(value):
            plain = value
            while hasattr(plain, '__wrapped__'):
                plain = plain.__wrapped__
            if getattr(value, '__module__', 'solution') not in ('solution', 'functools'):
                return None
            return '{"name":%s,"kind":"function"%s}' % (quoted(name), parameters(plain, 0))
        if type_(value).__module__ in ('typing', '__future__'):
            return None
        return '{"name":%s,"kind":"value"}' % quoted(name)

    def callable_(item):
        return callable(item) or isinstance_(item, (staticmethod, classmethod))

    def parameters(function, skipped):
        code = getattr(function, '__code__', None)
        if code is None:
            return ',"arity":0,"params":[]' if skipped and function is object.__init__ else ''
        names = list(code.co_varnames[skipped:code.co_argcount])
        required = max(0, len(names) - len(function.__defaults__ or ()))
        at = code.co_argcount
        keywords = list(code.co_varnames[at:at + code.co_kwonlyargcount])
        required += len([one for one in keywords if one not in (function.__kwdefaults__ or {})])
        at += code.co_kwonlyargcount
        if code.co_flags & 4:
            names.append('*' + code.co_varnames[at])
            at += 1
        names.extend(keywords)
        if code.co_flags & 8:
            names.append('**' + code.co_varnames[at])
        return ',"arity":%d,"params":[%s]' % (required, ','.join(quoted(one) for one in names))

    # --- the probes ---

    def evaluated(source, scope):
        try:
            code = compile_(source, '<probe>', 'eval', dont_inherit=True)
        except SyntaxError:
            exec_(compile_(source, '<probe>', 'exec', dont_inherit=True), scope)
            return None
        return eval_(code, scope)

    def call_text(probe):
        return '%s(%s\n)' % (probe['target'], ', '.join(probe['args']))

    def run(probe, program, scope):
        output = redirect(probe.get('input', ''))
        try:
            if probe['kind'] == 'stdin':
                try:
                    program.execute('__main__')
                except SystemExit:
                    pass
                sys.stdout.flush()
                return '{"value":%s}' % Encoder().encode(output.text())
            if scope is None:
                scope = program.execute('solution')
                output = redirect('')
            random = sys.modules.get('random')
            if random is not None:
                random.seed(program.seed)
            value = settle(evaluated(call_text(probe) if probe['kind'] == 'call' else probe['source'], scope))
            encoded = Encoder().encode(value)
            printed = output.text()
            return '{"value":%s%s}' % (encoded, ',"stdout":%s' % quoted(printed) if printed else '')
        except Stuck as error:
            return cannot(message_of(error))
        except BaseException as error:
            return outcome_of(error, program)

    def load(job):
        redirect('')
        try:
            program = Program(job['source'], job['seed'])
        except (SyntaxError, ValueError) as error:
            tell('L{"ok":false,"message":%s,"exports":[]}' % quoted(type_(error).__name__ + ': ' + message_of(error)))
            return None, None
        except (MemoryError, RecursionError) as error:
            tell('L{"ok":false,"cannot":"It is nested too deeply.","exports":[]}')
            return None, None
        if not job['loads']:
            tell('L{"ok":true,"exports":[]}')
            return program, None
        try:
            scope = program.execute('solution')
        except BaseException as error:
            failure = outcome_of(error, program)
            if failure.startswith('{"cannot"'):
                tell('L{"ok":false,"exports":[],' + failure[1:])
            else:
                tell('L{"ok":false,"exports":[],"message":%s}' % quoted(type_(error).__name__ + ': ' + message_of(error)))
            return program, False
        tell('L{"ok":true,"exports":%s}' % exported(scope))
        return program, scope

    job = read_job()
    builtins.open = open_
    sys.modules.pop('__main__', None)
    if 'async' in job['source']:
        install_loop()
    program, scope = load(job)
    if program is not None:
        for at, probe in job['probes']:
            if scope is False and probe['kind'] != 'stdin':
                continue
            # The host says whether loading is quick enough to be done anew for each probe.
            anew = posix.read(0, 1) == b'a'
            tell('%d %s' % (at, run(probe, program, None if anew else scope or None)))
    tell('E')


_drive()
