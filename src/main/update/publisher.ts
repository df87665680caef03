/**
 * Who may publish this program: Ed25519 public keys, raw, base64, as `node scripts/sign-release.mjs --make-key` prints them.
 * More than one while a new key takes over from an old one. Empty: there is no release yet, so nobody is asked and nothing
 * is believed, whatever the settings say.
 */
export const publisherKeys: readonly string[] = []

/** Where the publisher puts releases; undefined while there is no public place. `updates.feed` in the settings goes before it. */
export const publisherFeed: string | undefined = undefined

/** Said before what is signed, so that a signature made for anything else is worth nothing here. */
export const SIGNED_PREFIX = 'business-integrator-client release list\n'
