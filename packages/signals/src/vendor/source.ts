import { defineSource } from '../define'

/** `Google Inc.` in Chromium 156, empty in Firefox 153, `Apple Computer, Inc.` in WebKitGTK 2.50. */
export const vendor = defineSource('vendor', () => navigator.vendor)
