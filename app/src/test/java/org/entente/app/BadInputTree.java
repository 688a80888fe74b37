// SPDX-License-Identifier: Apache-2.0
package org.entente.app;

import java.util.List;

/** What is in the hub that bad input is aimed at: originator, place, resource type, representation. */
final class BadInputTree {
    static final List<String> LINES = List.of(
            "Capp cse-in 2 {'m2m:ae':{'rn':'app','api':'Nx','rr':true,'srv':['4']}}",
            "Cother cse-in 2 {'m2m:ae':{'rn':'other','api':'Nx','rr':true,'srv':['4']}}",
            "Capp cse-in/app 3 {'m2m:cnt':{'rn':'box','mni':3,'lbl':['color:red']}}",
            "Capp cse-in/app/box 4 {'m2m:cin':{'rn':'first','con':'21.5'}}",
            "Capp cse-in/app/box 4 {'m2m:cin':{'con':'22.0','cnf':'text/plain:0'}}",
            "Capp cse-in/app/box 3 {'m2m:cnt':{'rn':'inner','et':'20991231T000000'}}",
            "Capp cse-in/app/box 23 {'m2m:sub':{'rn':'sub','nu':['Capp'],'enc':{'net':[1,3]}}}",
            "Capp cse-in/app 3 {'m2m:cnt':{'rn':'empty'}}",
            "Capp cse-in/app 3 {'m2m:cnt':{'rn':'full','mni':0}}",
            "Capp cse-in/app 3 {'m2m:cnt':{'rn':'small','mbs':10}}",
            "Capp cse-in/app 3 {'m2m:cnt':{'rn':'hidden','disr':true}}",
            "Capp cse-in/app/hidden 4 {'m2m:cin':{'rn':'one','con':'unseen'}}",
            "Capp cse-in/app 1 {'m2m:acp':{'rn':'pol','pv':{'acr':[{'acor':['Capp'],'acop':63},"
                    + "{'acor':['Cother'],'acop':7},{'acor':['Ccreator'],'acop':1}]},'pvs':{'acr':[{'acor':['Capp'],'acop':63}]}}}",
            "Capp cse-in/app 3 {'m2m:cnt':{'rn':'shared','acpi':['cse-in/app/pol']}}",
            "Capp cse-in/app 9 {'m2m:grp':{'rn':'grp','mt':3,'mnm':5,'mid':['cse-in/app/box','cse-in/app/empty']}}",
            "Capp cse-in/app 9 {'m2m:grp':{'rn':'none','mt':3,'mnm':5,'mid':[]}}",
            "Capp cse-in/app 28 {'cod:binSh':{'rn':'light','cnd':'org.onem2m.common.moduleclass.binarySwitch',"
                    + "'state':true,'acpi':['cse-in/app/pol']}}",
            "Cother cse-in/app/light 23 {'m2m:sub':{'rn':'guard','nu':['Cother'],'enc':{'net':[7]}}}",
            "CAdmin cse-in 14 {'m2m:nod':{'rn':'node','ni':'n1','acpi':['cse-in/app/pol']}}",
            "Capp cse-in/node 13 {'m2m:bat':{'rn':'bat','mgd':1006,'btl':50,'bts':1,'acpi':['cse-in/app/pol']}}",
            "CAdmin cse-in 3 {'m2m:cnt':{'rn':'closed'}}",
            "Capp cse-in/app 29 {'m2m:ts':{'rn':'row','pei':1000,'peid':100,'mdt':200,'mdd':true}}",
            "Capp cse-in/app/row 30 {'m2m:tsi':{'dgt':'20990101T000000','con':'1'}}");

    private BadInputTree() {}
}
