import type { Reason } from '../model/index.ts';
import { supportedIn } from './bands.ts';
import { placeOf } from './field-path.ts';
import type { Statement } from './says.ts';

/** Who speaks with this reason at this place; `says` narrows it where two rows share both. */
interface Speaker {
  checks: readonly string[];
  reason: Reason;
  place: RegExp;
  says?: RegExp;
}

const required = 'FieldValueRequired';
const invalid = 'FieldValueInvalid';
const unsupported = 'FieldValueNotSupported';
const forbidden = 'FieldValueForbidden';
const duplicate = 'FieldValueDuplicate';

const aProbe = '(?:liveness|readiness|startup)Probe';
const aHook = 'lifecycle\\.(?:postStart|preStop)';
const handler = new RegExp(`\\.(?:${aProbe}|${aHook})\\.(?:exec|httpGet|tcpSocket|grpc|sleep)\\b`);
const podValues = /"Always", "OnFailure", "Never"|"Always", "Never", "OnFailure"/;

/** The first that fits speaks. */
const speakers: readonly Speaker[] = [
  { checks: ['P02'], reason: unsupported, place: /^initContainers\.restartPolicy$/, says: /^"(?:Never|OnFailure)"/ },
  { checks: ['P03', 'P09'], reason: unsupported, place: /^initContainers\.restartPolicy$/ },
  { checks: ['P04', 'P05'], reason: forbidden, place: /^containers\.restartPolicy$/ },
  { checks: ['P05'], reason: unsupported, place: /^containers\.restartPolicy$/ },
  { checks: ['P06', 'P40'], reason: forbidden, place: /^ephemeralContainers\.restartPolicy$/ },
  { checks: ['P08'], reason: required, place: /^containers\.restartPolicy$/ },
  { checks: ['P09'], reason: required, place: /^initContainers\.restartPolicy$/ },
  { checks: ['P10'], reason: forbidden, place: /^initContainers\.restartPolicyRules$/ },
  { checks: ['P18', 'P40'], reason: forbidden, place: /^ephemeralContainers\.restartPolicyRules$/ },
  { checks: ['P11'], reason: unsupported, place: /Rules\.action$/, says: /^"RestartAllContainers"/ },
  { checks: ['P12'], reason: unsupported, place: /restartPolicyRules\.action$/ },
  { checks: ['P13'], reason: required, place: /restartPolicyRules\.exitCodes$/ },
  // exitCodes that are empty have an empty operator.
  { checks: ['P14', 'P13'], reason: unsupported, place: /Rules\.exitCodes\.operator$/, says: /^""/ },
  { checks: ['P14'], reason: unsupported, place: /restartPolicyRules\.exitCodes\.operator$/ },
  { checks: ['P15'], reason: 'FieldValueTooLong', place: /restartPolicyRules$/ },
  { checks: ['P15'], reason: 'FieldValueTooMany', place: /restartPolicyRules$/ },
  { checks: ['P16'], reason: 'FieldValueTooLong', place: /restartPolicyRules\.exitCodes\.values$/ },
  { checks: ['P16'], reason: 'FieldValueTooMany', place: /restartPolicyRules\.exitCodes\.values$/ },
  { checks: ['P20'], reason: forbidden, place: /^initContainers\.lifecycle$/ },
  { checks: ['P21'], reason: forbidden, place: new RegExp(`^initContainers\\.${aProbe}$`) },
  { checks: ['P53'], reason: unsupported, place: /\.(?:httpGet\.protocol|grpc\.mode)$/ },
  { checks: ['P53'], reason: invalid, place: /\.httpGet\.(?:protocol|host)$/ },
  { checks: ['P26d', 'P26c'], reason: invalid, place: /\.sleep$/ },
  { checks: ['P26b'], reason: forbidden, place: handler },
  { checks: ['P26b'], reason: required, place: handler },
  { checks: ['P26b'], reason: invalid, place: handler },
  { checks: ['P26b'], reason: unsupported, place: handler },
  { checks: ['P26a'], reason: required, place: new RegExp(`\\.${aProbe}$`) },
  { checks: ['P26c', 'P26a', 'P26d'], reason: required, place: new RegExp(`\\.${aHook}$`) },
  { checks: ['P25', 'P22'], reason: invalid, place: /Probe\.\w+$/, says: /must be greater than or equal to 0/ },
  { checks: ['P22'], reason: invalid, place: /Probe\.successThreshold$/ },
  { checks: ['P23'], reason: invalid, place: /\.readinessProbe\.terminationGracePeriodSeconds$/ },
  { checks: ['P24'], reason: invalid, place: /Probe\.terminationGracePeriodSeconds$/ },
  { checks: ['P27'], reason: forbidden, place: /\.lifecycle\.stopSignal$/ },
  { checks: ['P27'], reason: unsupported, place: /\.lifecycle\.stopSignal$/ },
  { checks: ['P29'], reason: invalid, place: /\.resizePolicy\.restartPolicy$/ },
  { checks: ['P30'], reason: invalid, place: /\.resizePolicy$/, says: /'Never'/ },
  { checks: ['P28', 'P29'], reason: invalid, place: /^initContainers\.resizePolicy$/ },
  { checks: ['P31'], reason: required, place: /\.resizePolicy$/ },
  { checks: ['P31'], reason: unsupported, place: /\.resizePolicy$/ },
  { checks: ['P31'], reason: duplicate, place: /\.resizePolicy$/ },
  { checks: ['P33'], reason: duplicate, place: /Containers\.name$|^containers\.name$/ },
  { checks: ['P32'], reason: required, place: /ontainers\.(?:name|image)$/ },
  { checks: ['P32'], reason: invalid, place: /ontainers\.(?:name|image)$/ },
  { checks: ['P32'], reason: unsupported, place: /ontainers\.(?:imagePullPolicy|terminationMessagePolicy)$/ },
  { checks: ['P34'], reason: required, place: /^containers$/ },
  // Before 1.28 hostNetwork gave each port of a container its hostPort.
  { checks: ['P36', 'P39'], reason: duplicate, place: /^initContainers\.ports\.hostPort$/ },
  { checks: ['P35', 'P39'], reason: duplicate, place: /^containers\.ports\.hostPort$/ },
  { checks: ['P39'], reason: invalid, place: /\.ports\.(?:hostPort|containerPort)$/, says: /must match/ },
  { checks: ['P38'], reason: duplicate, place: /\.ports\.name$/ },
  { checks: ['P38'], reason: required, place: /ontainers\.ports\.(?:containerPort|protocol)$/ },
  { checks: ['P38'], reason: invalid, place: /ontainers\.ports\.(?:name|containerPort|hostPort)$/ },
  { checks: ['P38'], reason: unsupported, place: /ontainers\.ports\.protocol$/ },
  { checks: ['P40'], reason: forbidden, place: /^ephemeralContainers(?:\.|$)/ },
  { checks: ['P42'], reason: required, place: /^restartPolicy$/ },
  { checks: ['P42'], reason: invalid, place: /^restartPolicy$/ },
  { checks: ['P44'], reason: unsupported, place: /^restartPolicy$/, says: podValues },
  { checks: ['P43'], reason: invalid, place: /^podFailurePolicy\./ },
  { checks: ['P43'], reason: duplicate, place: /^podFailurePolicy\./ },
  { checks: ['P43'], reason: required, place: /^podFailurePolicy\./ },
  { checks: ['P43'], reason: unsupported, place: /^podFailurePolicy\./ },
  { checks: ['P46'], reason: invalid, place: /^resources\.containers\./ },
  { checks: ['P45'], reason: invalid, place: /^resources\b/ },
  { checks: ['P45'], reason: unsupported, place: /^resources\b/ },
  { checks: ['P45'], reason: forbidden, place: /^resources\b/ },
  { checks: ['P47'], reason: forbidden, place: /^spec$/ },
  { checks: ['P49'], reason: forbidden, place: /^(?:initContainers|containers)$/ },
  { checks: ['P51'], reason: forbidden, place: /^(?:initContainers|containers)\.resources\.(?:requests|limits)\b/ },
  { checks: ['P51'], reason: forbidden, place: /^(?:initContainers|\[\])$/ },
  { checks: ['P52'], reason: invalid, place: /ontainers\.resources\b/ },
  { checks: ['P52'], reason: required, place: /ontainers\.resources\b/ },
  { checks: ['P52'], reason: forbidden, place: /ontainers\.resources\b/ },
  { checks: ['P50'], reason: invalid, place: /ontainers\.env\b/ },
  { checks: ['P50'], reason: required, place: /ontainers\.env\b/ },
];

/** A field that servers of some minor do not know → the rows about it. */
const strangers: readonly (readonly [RegExp, readonly string[]])[] = [
  [/^initContainers\.restartPolicy$/, ['P01', 'P02', 'P03', 'P07']],
  [/^containers\.restartPolicy$/, ['P04', 'P05', 'P07']],
  [/^ephemeralContainers\.restartPolicy$/, ['P06', 'P40']],
  [/^ephemeralContainers\.restartPolicyRules$/, ['P18', 'P40']],
  [/^initContainers\.restartPolicyRules\b/, ['P10', 'P09', 'P11', 'P12', 'P13', 'P14', 'P15', 'P16', 'P17', 'P07']],
  [/^containers\.restartPolicyRules\b/, ['P08', 'P11', 'P12', 'P13', 'P14', 'P15', 'P16', 'P17', 'P07']],
  [/\.lifecycle\.(?:postStart|preStop)\.sleep\b/, ['P26c', 'P26d']],
  [/\.lifecycle\.stopSignal$/, ['P27']],
  [/\.resizePolicy\b/, ['P28', 'P29', 'P30', 'P31']],
  [/^resources\b/, ['P45', 'P46']],
  [/\.(?:httpGet\.protocol|grpc\.mode)$/, ['P53']],
];

/** The rows of the parity table that can say this, the likeliest first. 'decode' and 'other' as the API server's facts have them, 'UNK' for an unknown field. */
export function checksOf(statement: Statement): readonly string[] {
  const { says, detail } = statement;
  if ('unknown' in says) {
    const place = placeOf(says.unknown);
    return strangers.find(([pattern]) => pattern.test(place))?.[1] ?? ['UNK'];
  }
  if ('duplicate' in says || says.reason === 'BadRequest') return ['decode'];
  const place = placeOf(says.field);
  const speaker = speakers.find(
    (each) =>
      each.reason === says.reason && each.place.test(place) && (each.says === undefined || each.says.test(detail)),
  );
  if (speaker !== undefined) return speaker.checks;
  if (says.reason === unsupported && place === 'restartPolicy') return ownRule(detail);
  return ['other'];
}

/** A kind's own rule about the pod's restartPolicy lists what the kind takes. */
function ownRule(detail: string): readonly string[] {
  return supportedIn(detail)?.includes('Always') === true ? ['P41', 'P44'] : ['P42', 'P44'];
}
