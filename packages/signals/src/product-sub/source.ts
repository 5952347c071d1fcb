import { defineSource } from '../define'

/** 20100101 in Firefox 153, 20030107 in Chromium 156 and WebKitGTK 2.50. */
export const productSub = defineSource('productSub', () => navigator.productSub)
