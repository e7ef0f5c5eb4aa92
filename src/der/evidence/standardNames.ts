/** Names of Python that programs import, and forget to. */

const modules =
  'abc argparse array ast asyncio base64 bisect calendar cmath collections contextlib copy csv dataclasses datetime decimal enum fractions functools glob hashlib heapq html inspect io itertools json logging math numbers operator os pathlib pickle pprint queue random re secrets shutil statistics string struct subprocess sys tempfile textwrap threading time timeit traceback types typing unicodedata unittest uuid warnings weakref';

const inModules =
  'Any Awaitable Callable ClassVar Dict Final FrozenSet Generator Generic Iterable Iterator List Literal Mapping NamedTuple Optional Protocol Sequence Set Tuple Type TypedDict TypeVar Union ABC abstractmethod contextmanager dataclass field Enum IntEnum auto Counter OrderedDict defaultdict deque namedtuple cache cached_property cmp_to_key lru_cache partial reduce singledispatch total_ordering wraps accumulate chain combinations cycle groupby islice pairwise permutations product starmap zip_longest bisect_left bisect_right insort heapify heappop heappush nlargest nsmallest ceil floor gcd inf isqrt sqrt timedelta Decimal Fraction Path deepcopy';

/** Modules of the standard library, and what programs mostly take from them. */
export const standardNames: ReadonlySet<string> = new Set(`${modules} ${inModules}`.split(' '));
