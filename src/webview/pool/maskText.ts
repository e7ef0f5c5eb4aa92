/** Why an expert could not be asked, in plain words. */
import { t } from '@vscode/l10n';
import { maskReasons, shownByRoute, type MaskReason } from '../../der/route/masks';

/** Words for a reason that a route holds; a reason of another version is its own words. */
export function maskWords(reason: string): string {
  return isKnown(reason) ? t(maskReasons[reason]) : reason;
}

/** One sentence for each reason that the route itself does not show: who could not be asked, and why. */
export function ruledOut(
  masked: Readonly<Record<string, string>>,
  nameOf: (expert: string) => string,
): string[] {
  return Object.keys(maskReasons).flatMap((reason) => {
    if (shownByRoute.has(reason)) return [];
    const names = Object.keys(masked).flatMap((id) => (masked[id] === reason ? [nameOf(id)] : []));
    return names.length > 0 ? [t('Not asked: {0} ({1}).', names.join(', '), maskWords(reason))] : [];
  });
}

function isKnown(reason: string): reason is MaskReason {
  return Object.hasOwn(maskReasons, reason);
}
