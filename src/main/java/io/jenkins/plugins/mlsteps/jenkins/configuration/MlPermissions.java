package io.jenkins.plugins.mlsteps.jenkins.configuration;

import hudson.init.InitMilestone;
import hudson.init.Initializer;
import hudson.security.Permission;
import hudson.security.PermissionGroup;
import hudson.security.PermissionScope;
import jenkins.model.Jenkins;

/**
 * Who may do what with models. Promoting and overriding follow from no other permission: an administrator who wants to
 * promote has to be given it, where everybody sees it.
 */
public final class MlPermissions {
    private static final PermissionGroup GROUP =
            new PermissionGroup(MlPermissions.class, Messages._MlPermissions_group());

    /** Approve or reject promotions of a job's models. */
    public static final Permission PROMOTE = new Permission(
            GROUP, "Promote", Messages._MlPermissions_promote(), null, PermissionScope.ITEM);

    /** Set the policy of an environment aside, with a reason. */
    public static final Permission OVERRIDE = new Permission(
            GROUP, "Override", Messages._MlPermissions_override(), null, PermissionScope.ITEM);

    /** Define environments, their policies and the verdict key. */
    public static final Permission CONFIGURE = new Permission(
            GROUP, "Configure", Messages._MlPermissions_configure(), Jenkins.ADMINISTER, PermissionScope.JENKINS);

    private MlPermissions() {}

    /** Loads this class, so that an authorization strategy that names the permissions finds them. */
    @Initializer(before = InitMilestone.SYSTEM_CONFIG_LOADED)
    public static void register() {
        Permission.fromId(PROMOTE.getId());
    }
}
