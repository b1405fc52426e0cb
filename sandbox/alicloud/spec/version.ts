import { classOf, findClass, isClassic } from '../classes.ts';
import type { SandboxInstance } from '../instance.ts';
import { text } from '../params.ts';
import type { Params } from '../params.ts';
import { missingParameter, refuse } from '../refusal.ts';

/**
 * The engine version after the change. Reported by the Terraform provider: the class of a classic (local disk) instance
 * cannot be changed without MajorVersion. The code for a missing one is not published; IncorrectTargetMajorVersion is
 * the only one about it.
 */
export function targetVersion(instance: SandboxInstance, params: Params): string {
  const asked = text(params, 'MajorVersion');
  const className = text(params, 'InstanceClass');
  const classic = isClassic(classOf(instance.instanceClass));
  if (asked === undefined) {
    if (classic && className !== undefined) throw refuse('IncorrectTargetMajorVersion');
    return instance.engineVersion;
  }
  if (className === undefined) throw missingParameter('InstanceClass');
  // Documented for classic instances only, and only to stay or to go up.
  if (!classic || Number(asked) < Number(instance.engineVersion)) throw refuse('IncorrectTargetMajorVersion');
  const raises = asked !== instance.engineVersion;
  const sold = findClass(className)?.engineVersions ?? [];
  if (raises && sold.length > 0 && !sold.includes(asked)) throw refuse('IncorrectTargetMajorVersion');
  if (raises && instance.directConnection) throw refuse('DirectTransUpgradeMajorVersionNotSupport');
  return asked;
}
