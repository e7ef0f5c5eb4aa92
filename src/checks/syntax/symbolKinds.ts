/** Which nodes of a tree name something, by language, in the words that editors use for them. */
import type { GrammarLanguage } from './languages';

export type SymbolKind =
  | 'namespace'
  | 'class'
  | 'struct'
  | 'interface'
  | 'type'
  | 'enum'
  | 'enumMember'
  | 'function'
  | 'method'
  | 'constructor'
  | 'property'
  | 'field'
  | 'event'
  | 'variable'
  | 'constant';

/** `value`: a variable, counted only outside functions, or anywhere where it holds a function. */
type Kinds = Readonly<Record<string, SymbolKind | 'value'>>;

const script: Kinds = {
  class_declaration: 'class',
  class: 'class',
  function_declaration: 'function',
  generator_function_declaration: 'function',
  function_signature: 'function',
  method_definition: 'method',
  field_definition: 'property',
  public_field_definition: 'property',
  variable_declarator: 'value',
  pair: 'value',
};

const typed: Kinds = {
  ...script,
  abstract_class_declaration: 'class',
  interface_declaration: 'interface',
  type_alias_declaration: 'type',
  enum_declaration: 'enum',
  enum_assignment: 'enumMember',
  property_identifier: 'enumMember',
  internal_module: 'namespace',
  module: 'namespace',
  method_signature: 'method',
  abstract_method_signature: 'method',
  property_signature: 'property',
};

/** The kind of each type of node that names something. */
export const symbolKinds: Partial<Record<GrammarLanguage, Kinds>> = {
  typescript: typed,
  tsx: typed,
  javascript: script,
  python: {
    class_definition: 'class',
    function_definition: 'function',
    assignment: 'value',
    type_alias_statement: 'type',
  },
  go: {
    function_declaration: 'function',
    method_declaration: 'method',
    type_spec: 'type',
    type_alias: 'type',
    method_elem: 'method',
    field_declaration: 'field',
    const_spec: 'constant',
    var_spec: 'value',
  },
  java: {
    class_declaration: 'class',
    record_declaration: 'class',
    interface_declaration: 'interface',
    annotation_type_declaration: 'interface',
    enum_declaration: 'enum',
    enum_constant: 'enumMember',
    constructor_declaration: 'constructor',
    compact_constructor_declaration: 'constructor',
    method_declaration: 'method',
    annotation_type_element_declaration: 'method',
    field_declaration: 'field',
    constant_declaration: 'constant',
  },
  csharp: {
    namespace_declaration: 'namespace',
    file_scoped_namespace_declaration: 'namespace',
    class_declaration: 'class',
    record_declaration: 'class',
    struct_declaration: 'struct',
    interface_declaration: 'interface',
    enum_declaration: 'enum',
    enum_member_declaration: 'enumMember',
    delegate_declaration: 'type',
    constructor_declaration: 'constructor',
    method_declaration: 'method',
    local_function_statement: 'function',
    property_declaration: 'property',
    event_declaration: 'event',
    event_field_declaration: 'event',
    field_declaration: 'field',
  },
  rust: {
    mod_item: 'namespace',
    struct_item: 'struct',
    union_item: 'struct',
    enum_item: 'enum',
    enum_variant: 'enumMember',
    trait_item: 'interface',
    impl_item: 'class',
    type_item: 'type',
    function_item: 'function',
    function_signature_item: 'function',
    const_item: 'constant',
    static_item: 'constant',
    field_declaration: 'field',
  },
  ruby: { module: 'namespace', class: 'class', method: 'method', singleton_method: 'method' },
  php: {
    namespace_definition: 'namespace',
    class_declaration: 'class',
    interface_declaration: 'interface',
    trait_declaration: 'class',
    enum_declaration: 'enum',
    enum_case: 'enumMember',
    function_definition: 'function',
    method_declaration: 'method',
    property_declaration: 'property',
  },
};

/** Nodes that belong to the declaration that is alone in them: `export`, decorators, `const` before its name. */
export const wrappers = new Set([
  'export_statement',
  'decorated_definition',
  'lexical_declaration',
  'variable_declaration',
  'expression_statement',
  'type_declaration',
  'const_declaration',
  'var_declaration',
]);
