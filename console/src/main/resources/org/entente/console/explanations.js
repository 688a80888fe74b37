// SPDX-License-Identifier: Apache-2.0
// What a response status code means for whoever asked, and what to do next.

import {codeName} from './terms.js';

const MEANINGS = {
  2000: 'Done; the answer is below.',
  2001: 'The resource was created; the answer shows what the hub added to it.',
  2002: 'The resource and everything below it are gone.',
  2004: 'The resource was changed. If it stands for a device, the device has taken the change.',
  1001: 'Accepted; the result will be in a <request> resource.',
  1002: 'Accepted; the result will be sent as a notification.',
  4000: 'The request is not well formed. The sentence names what is wrong: correct it and send it again.',
  4001: 'The release version (rvi) is none that this hub speaks.',
  4004: 'There is nothing at this address. Look at its spelling, or search for it in the resources.',
  4005: 'This operation is not possible for this kind of resource.',
  4008: 'The request ran out of time before it was done.',
  4102: 'The content does not fit this resource.',
  4103: 'The originator lacks the privilege. An access control policy (acpi of the resource, or its parent) has to grant it.',
  4105: 'Another resource already has this name below the same parent. Choose another, or leave the name out.',
  4106: 'Nobody proved that the sender is this originator. Sign in with its secret.',
  4107: 'This originator needs a secured connection.',
  4108: 'A resource of this type cannot be created under this parent.',
  4117: 'This originator is registered already; an AE registers once.',
  4124: 'There is a blocking subscription for this already.',
  4127: 'The device refused the change; nothing was changed in the hub either. The sentence is the device’s own.',
  4128: 'The hub does not let this originator register.',
  5000: 'The hub failed. Its log has the details under the number in the sentence.',
  5001: 'The hub does not know how to do this.',
  5103: 'The target cannot be reached at this moment.',
  5105: 'The receiver lacks the privilege that this would need.',
  5107: 'The device cannot be reached at this moment; nothing was changed. Try again when it is back.',
  5203: 'Nobody can subscribe to this resource.',
  5204: 'The notification target did not agree to be notified.',
  5207: 'The content exceeds a limit of its parent, such as its number of bytes.',
};

const CLASSES = {
  1: 'Accepted; it is not done yet.',
  2: 'Done.',
  4: 'The request has to be changed before it can succeed.',
  5: 'The hub, or something behind it, could not do it.',
  6: 'Something outside of the hub could not do it.',
};

export function explain(code) {
  return MEANINGS[code] ?? CLASSES[Math.floor(code / 1000)] ?? '';
}

/** One line for a refusal: what happened, in whose words. */
export function refusal(error) {
  if (error.code === undefined) return error.message;
  const lead = {4127: 'The device refused', 5107: 'The device cannot be reached', 5103: 'It cannot be reached'}[error.code]
    ?? `${error.code} ${codeName(error.code).toLowerCase().replaceAll('_', ' ')}`;
  return error.message ? `${lead}: ${error.message}` : `${lead}.`;
}
