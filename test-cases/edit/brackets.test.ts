import { test } from 'uvu';
import { testEdits } from './cases.ts';

testEdits([
  {
    does: 'leaves brackets where the last member was',
    text: 'lifecycle: # c\n  restartPolicy: Always\nb: 1\n',
    change: { op: 'remove', pointer: '/lifecycle/restartPolicy' },
    becomes: 'lifecycle: {} # c\nb: 1\n',
  },
  {
    does: 'moves an item in JSON',
    text: '{\n  "containers": [\n    {\n      "name": "a"\n    },\n    {\n      "name": "b"\n    }\n  ]\n}\n',
    change: { op: 'move', from: '/containers/1', pointer: '/initContainers/-' },
    becomes:
      '{\n  "initContainers": [\n    {\n      "name": "b"\n    }\n  ],\n  "containers": [\n    {\n      "name": "a"\n    }\n  ]\n}\n',
  },
  {
    does: 'moves an item from a list of mappings in braces',
    text: 'containers:\n  - {name: a}\n  - {name: b}   # c\n',
    change: { op: 'move', from: '/containers/0', pointer: '/initContainers/-' },
    becomes: 'initContainers:\n  - {name: a}\ncontainers:\n  - {name: b}   # c\n',
  },
  {
    does: 'adds to braces',
    text: 'a: {b: 1}\n',
    change: { op: 'add', pointer: '/a/c', value: 'x, y' },
    becomes: 'a: {b: 1, c: "x, y"}\n',
  },
  {
    does: 'adds to braces with blanks and a comma at the end',
    text: 'a: { b: 1, }\n',
    change: { op: 'add', pointer: '/a/c', value: true },
    becomes: 'a: { b: 1, c: true }\n',
  },
  {
    does: 'adds to JSON of several lines',
    text: '{\n  "a": {\n    "b": 1\n  }\n}\n',
    change: { op: 'add', pointer: '/a/c', value: ['x'] },
    becomes: '{\n  "a": {\n    "b": 1,\n    "c": [\n      "x"\n    ]\n  }\n}\n',
  },
  {
    does: 'moves an item in JSON on one line',
    text: '{"containers":[{"name":"a"},{"name":"b"}]}',
    change: { op: 'move', from: '/containers/1', pointer: '/initContainers/-' },
    becomes: '{"initContainers":[{"name":"b"}],"containers":[{"name":"a"}]}',
  },
  {
    does: 'moves an item into empty brackets of JSON',
    text: '{\n\t"initContainers": [],\n\t"containers": [\n\t\t1,\n\t\t2\n\t]\n}\n',
    change: { op: 'move', from: '/containers/1', pointer: '/initContainers/-' },
    becomes: '{\n\t"initContainers": [\n\t\t2\n\t],\n\t"containers": [\n\t\t1\n\t]\n}\n',
  },
  {
    does: 'adds behind a member of JSON',
    text: '{"a":1,"b":2}',
    change: { op: 'add', pointer: '/c', value: 3, after: ['a'] },
    becomes: '{"a":1,"c":3,"b":2}',
  },
  {
    does: 'takes out a key of JSON that a later one hides',
    text: '{"a":1,"b":2,"a":3}',
    change: { op: 'remove-hidden', pointer: '/a' },
    becomes: '{"b":2,"a":3}',
  },
  {
    does: 'removes from JSON',
    text: '{"a":1,"b":2}',
    change: { op: 'remove', pointer: '/b' },
    becomes: '{"a":1}',
  },
  {
    does: 'opens empty braces in a block',
    text: 'metadata:\n    annotations: {} # none\n    name: a\n',
    change: { op: 'add', pointer: '/metadata/annotations/b', value: 'c' },
    becomes: 'metadata:\n    annotations: # none\n        b: c\n    name: a\n',
  },
]);

test.run();
