# Runs inside the interpreter: loads the program, does the probes, writes what came of them as lines of JSON.
# What it needs it takes before the program runs, which may change every module there is.
def _drive():
    import builtins, io, posix, sys
    from _json import encode_basestring_ascii as quoted

    new_encoder = _encoders()

    compile_, eval_, exec_, isinstance_, repr_, str_, type_ = compile, eval, exec, isinstance, repr, str, type
    Module = type_(sys)
    most_output = 65536

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

    # --- exceptions ---

    # What such modules lack here, they have on a machine.
    systems = tuple("module '%s' has no attribute" % name for name in ('os', 'posix', '_socket', 'socket', 'signal'))

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
        if isinstance_(error, AttributeError) and message.startswith(systems):
            return cannot('It needs files, processes or a network: %s' % message)
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

    real_input = builtins.input

    def input_(prompt=''):
        """What a script asks a person for is said to nobody here, and is no part of what it answers."""
        return real_input()

    def attempt(call):
        """What a call gives, or the kind of what it throws as a value, so that calls after it are made."""
        try:
            return call()
        except Exception as error:
            return 'threw ' + type_(error).__name__

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
            self.scope = module.__dict__
            exec_(self.code, self.scope)
            return self.scope

        # What is defined above a statement that lacks a name is there.
        def defined(self):
            try:
                return self.execute('solution'), None
            except NameError as error:
                name = lacked_by(error)
                if name is None or exported(self.scope) == '[]':
                    raise
                return self.scope, name

    # The name that nobody defined, where a statement at the top of the program needs it and no function on the way.
    def lacked_by(error):
        name, last = getattr(error, 'name', None), error.__traceback__
        while last is not None and last.tb_next is not None:
            last = last.tb_next
        if type_(error) is not NameError or type_(name) is not str_ or last is None:
            return None
        code = last.tb_frame.f_code
        return name[:80] if code.co_filename == 'program.py' and code.co_name == '<module>' else None

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
            module = getattr(value, '__module__', 'solution')
            # What functools makes of the program's functions is the program's; its own functions are not.
            if module not in ('solution', 'functools') or (module == 'functools' and hasattr(value, '__code__')):
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
                return '{"value":%s}' % new_encoder().encode(output.text())
            if scope is None:
                scope, _ = program.defined()
                output = redirect('')
            random = sys.modules.get('random')
            if random is not None:
                random.seed(program.seed)
            value = settle(evaluated(call_text(probe) if probe['kind'] == 'call' else probe['source'], scope))
            encoded = new_encoder().encode(value)
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
            scope, lacks = program.defined()
        except BaseException as error:
            failure = outcome_of(error, program)
            if failure.startswith('{"cannot"'):
                tell('L{"ok":false,"exports":[],' + failure[1:])
            else:
                lacks = lacked_by(error) if isinstance_(error, NameError) else None
                message = quoted(type_(error).__name__ + ': ' + message_of(error))
                tell('L{"ok":false,"exports":[],"message":%s%s}' % (message, lacking(lacks)))
            return program, False
        tell('L{"ok":true,"exports":%s%s}' % (exported(scope), lacking(lacks)))
        return program, scope

    def lacking(name):
        return '' if name is None else ',"lacks":%s' % quoted(name)

    job = read_job()
    builtins.open = open_
    builtins.input = input_
    builtins.__attempt__ = attempt
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
