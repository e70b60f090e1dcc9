import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { firstMinor, gateNames, gateNeeds, gateOn, gateOnFrom, gateSpan, gateState, lastMinor } from './gates.ts';
import { checkGates } from './settings.ts';

test('a gate is absent, alpha, beta, locked and gone again', () => {
  assert.equal(gateState('SidecarContainers', 27), { known: false, stage: 'absent', on: false, locked: false });
  assert.equal(gateState('SidecarContainers', 28), { known: true, stage: 'alpha', on: false, locked: false });
  assert.equal(gateState('SidecarContainers', 30), { known: true, stage: 'beta', on: true, locked: false });
  assert.equal(gateState('SidecarContainers', 33), { known: true, stage: 'GA', on: true, locked: true });
  assert.equal(gateSpan('SidecarContainers'), { since: 28, until: 36 });
});

test('a removed gate leaves its feature as it last was', () => {
  assert.is(gateState('SidecarContainers', 37).on, true);
  assert.is(gateState('SidecarContainers', 37).known, false);
  assert.is(gateState('InPlacePodVerticalScalingAllocatedStatus', 36).on, false);
});

test('AllAlpha and AllBeta switch what nobody names', () => {
  assert.is(gateOn({ minor: 28, gates: { AllAlpha: true } }, 'SidecarContainers'), true);
  assert.is(gateOn({ minor: 29, gates: { AllBeta: false } }, 'SidecarContainers'), false);
  assert.is(gateOn({ minor: 29, gates: { AllBeta: false, SidecarContainers: true } }, 'SidecarContainers'), true);
  assert.is(gateOn({ minor: 33, gates: { AllBeta: false } }, 'SidecarContainers'), true);
});

test('the first minor with a gate on by default', () => {
  assert.is(gateOnFrom('SidecarContainers'), 29);
  assert.is(gateOnFrom('ContainerRestartRules'), 35);
  assert.is(gateOnFrom('ContainerStopSignals'), undefined);
});

test('every minor can start with its defaults', () => {
  for (let minor = firstMinor; minor <= lastMinor; minor++)
    assert.not.throws(() => checkGates({}, minor, `1.${minor}`));
});

test('needs name gates of the table', () => {
  for (const gate of gateNames()) for (const needed of gateNeeds(gate)) assert.ok(gateNames().includes(needed), needed);
});

test.run();
