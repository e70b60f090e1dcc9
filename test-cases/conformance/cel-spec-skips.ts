/** Sections of the CEL conformance data that are about things Kubernetes' environment does not have, and why they are left out. */
export const skippedSections: readonly { prefix: string; reason: string }[] = [
  ...['proto2', 'proto3', 'enums', 'dynamic', 'wrappers', 'comparisons/eq_wrapper'].map((prefix) => ({
    prefix,
    reason: 'protobuf messages',
  })),
  ...['block_ext', 'bindings_ext', 'encoders_ext', 'math_ext'].map((prefix) => ({
    prefix,
    reason: 'extensions Kubernetes does not have: cel.block, cel.bind, base64, math',
  })),
  { prefix: 'type_deductions', reason: 'names of protobuf packages, and tests of the checker alone' },
  {
    prefix: 'parse/receiver_function_names',
    reason: 'unknown functions, which are refused here before they are called',
  },
];

const resolution = 'fields/qualified_identifier_resolution';
const format = 'string_ext/format';

/** Single tests that Kubernetes answers otherwise than the data wants, by the recordings of conformance/cel or its older format library. */
export const differences: readonly { reason: string; tests: readonly string[] }[] = [
  {
    reason: 'unknown functions, which are refused here before they are called',
    tests: ['basic/functions/unbound_is_runtime_error'],
  },
  {
    reason: 'variables whose names have dots',
    tests: [
      `${resolution}/qualified_ident`,
      `${resolution}/map_field_select`,
      `${resolution}/qualified_identifier_resolution_unchecked`,
      `${resolution}/ident_with_longest_prefix_check`,
      'namespace/qualified/self_eval_qualified_lookup',
    ],
  },
  {
    reason: 'map literals with doubles as keys or a key twice, which Kubernetes takes',
    tests: [
      `${resolution}/map_key_float`,
      `${resolution}/map_value_repeat_key`,
      `${resolution}/map_value_repeat_key_heterogeneous`,
    ],
  },
  {
    reason: 'optional fields of null and numbers, which are absent to Kubernetes',
    tests: ['optionals/optionals/map_null_entry_no_such_key', 'optionals/optionals/map_present_key_invalid_field'],
  },
  {
    reason: 'positions beyond the end, where Kubernetes finds nothing',
    tests: ['string_ext/value_errors/indexof_out_of_range', 'string_ext/value_errors/lastindexof_out_of_range'],
  },
  {
    reason: 'format() of lists, maps, infinities and exponents, which Kubernetes writes in an older way',
    tests: [
      `${format}/scientific notation formatting clause`,
      `${format}/default precision for scientific notation`,
      `${format}/list support for string`,
      `${format}/map support for string`,
      `${format}/map support (all key types)`,
      `${format}/dyntype support for scientific notation`,
      `${format}/dyntype support for lists`,
      `${format}/dyntype support for maps`,
      `${format}/scientific notation formatting clause in a string variable`,
      `${format}/positive infinity support for scientific notation`,
      `${format}/negative infinity support for scientific notation`,
      `${format}/positive infinity support for fixed-point`,
      `${format}/negative infinity support for fixed-point`,
      `${format}/NaN support for decimal`,
      `${format}/positive infinity support for decimal`,
      `${format}/negative infinity support for decimal`,
      `${format}/dyntype NaN/infinity support`,
    ],
  },
];
