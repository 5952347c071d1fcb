import { lnOddsOf, Population } from '@whorl/core'
console.log([-20,-10,-6,-4,-2,-1,0,1,2,3,4,6,8,10,15,20,25,30,35].map((s) => `${s}:${lnOddsOf(new Population(), s).toFixed(2)}`).join(' '))
