/** The same program on the module path. Rows become records of this module, so core has to reach its package. */
module consumer {
    requires dev.peristyle.io;

    opens consumer to
            dev.peristyle.core;
}
